"""Makes an item of each public form that was kept and not understood at once."""

from putright.casework.actions.public_items import understand_waiting
from putright.casework.jobs import Routine

ROUTINE = Routine(name="public forms", every=30, run=understand_waiting)
