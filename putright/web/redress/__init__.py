"""Money: both scales side by side, offers over the stages, their answers, payment with proof."""
