"""P13: the action plan, written with the resident, agreed, sent, done and gone through again."""
