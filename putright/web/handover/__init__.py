"""P21: handing a case over so that nothing promised gets lost."""
