"""P4: the team's board: what is uncovered, who is here, absence, cover and load."""

MENU = ((20, "Team board", "board:page", "board.see"),)
