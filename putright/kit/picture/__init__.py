"""The picture of a case: time along the x axis, one lane for each kind of thing that happened."""
