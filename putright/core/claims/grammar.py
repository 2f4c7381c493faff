"""Small words of grammar by which what a sentence states is found; none of them is of a case."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


JOINING = _set(
    "but so because although though while when who whom which whose that after before until "
    "since where as if whether once unless except whereas however"
)
SUBJECTS = _set(
    "we i you he she they it nobody somebody there this our your the my his her their no then"
)
MOOT = _set(
    "will would shall can may might must should if please ought won't shan't can't wouldn't "
    "whenever unless whether shouldn't"
)
SEEN = _set("see find count confirm tell")
"""After "can" these tell what is so."""
COMING = _set("will shall can may must please let going would should next")
IRREGULAR = _set(
    "began begun bore brought built bought caught came chose cut dealt did done drew drawn fell "
    "felt fought found flew forgot forgotten gave given went gone got had heard held hid hit "
    "kept knew known laid led left lent let lost made meant met paid put read ran rang rung "
    "said saw seen sent set shook showed shown shut sat slept spoke spoken spent stood stuck "
    "struck taken took taught told thought threw understood woke wore won wrote written rose "
    "risen sought sold lay lain broke broken become became drove driven ate rode bent dug fed "
    "hung split spread swore undertook undertaken withdrew withdrawn dropped popped"
)
"""Past forms that do not end in -ed."""
MIND = _set(
    "said felt found thought knew known read understood meant wanted hoped wished needed "
    "believed considered decided looked seemed appeared liked expected accepted agreed "
    "apologised regretted deserved failed happened caused concerned used supposed based learned "
    "learnt noticed noted realised appreciated satisfied entitled allowed required related "
    "continued remained stayed kept tired worried pleased disappointed frightened distressed "
    "upset concluded upheld identified included involved named called stated described treated "
    "reasonable affected let got had did done been put given made gone set left lost lay lain "
    "showed shown show enclosed attached listed limited detailed added lived mattered "
    "passed waited backed thanked missed reviewed checked ended started began begun becoming "
    "became bound owed lacked fell raised gave promised settled"
)
"""What nobody would look up, and what says nothing by itself."""
WAS = _set("was were did had didn't wasn't weren't hadn't been")
THANKED = _set("thank thanks grateful")
STANDING = _set("up back working fitted mended fixed repaired done finished complete running")
"""What something has been since the day on which it was done."""
UP = STANDING | {"in", "on", "there"}
NONE = _set("no nothing none neither nor")
NOW = _set("is are be being am")
"""Before a form in -ed these make it the present, or what is to be done."""
CAME = _set(
    "came come went gone reached arrived sent made held followed posted had given received "
    "logged dated fixed issued"
)
"""What a letter, a visit or a call that is named does, and nothing beside it."""
NUMBERED = _set(
    "stage point points part section number flat question band page step house block floor code "
    "article paragraph para unit phase room plot no"
)
SOME = _set(
    "several many numerous multiple various countless repeated dozens couple dozen handful "
    "series string twice thrice repeatedly frequently regularly often"
)
COUNTED = {"both": 2, "twice": 2, "once": 1, "single": 1}
ORDINAL = _set("third fourth fifth sixth seventh eighth ninth tenth")
NOT_COUNTED = _set(
    "of or and another thing way day other the these those us them you his her their our your my"
)
GOT = _set("from heard received had got get")
TRIED = _set(
    "tried try attempt attempts attempted answer unanswered missed reach reached voicemail "
    "success unsuccessful failed without nobody"
)
PLANNED = _set(
    "promised promise date due planned arranged fixed booked given gave deadline called put "
    "cancelled postponed agreed plan said says until till meant supposed set off"
)
"""Words that speak of a day for which something was set, whether or not it was done."""
SMALL = _set(
    "a about after again ago all also although am an and another any anybody anyone anything "
    "are as at be because been before being between both but by came can could day days did do "
    "does done down each either else ever every fact file first for friday from further get "
    "give given go gone got had has have having he her here him his how i if in into is it its "
    "just last later letter made make many may me might monday more morning most much must my "
    "never next no nobody none nor not nothing now of off on once one only or other our out "
    "over own rather record records saturday second see seen shall she should show shows since "
    "so some somebody still such sunday than that the their them then there these they this "
    "those though through thursday time to today told too took tuesday two until up upon us "
    "very was wednesday week weeks well went were what when where whether which while who why "
    "will with within without we said say says whom mine rung would yet you your yours evening "
    "afternoon night month third may-month january february march april june july august "
    "september october november december"
)
"""Words that say nothing of what was done."""
LISTED = _set("point question query matter issue concern")
"""What is counted where it was raised, so that fewer of them are as wrong as more."""
RAISED = _set(
    "raised raise raises put made make makes asked ask asks brought has have held holds contained "
    "contains sets are were in"
)
IN_ALL = _set("uphold upheld decide decided answer answered")
"""With these fewer than were raised may be meant."""
NEAR = _set("monday tuesday wednesday thursday friday saturday sunday yesterday last")
SET = (PLANNED - {"put"}) | {"offered", "offer", "told"}
HAPPENED = _set("happened incident incidents events what")
COLLEAGUES = _set("officer manager colleague colleagues team")
OTHERS = _set("they he she police council")
INSIDE = _set("in during over throughout")
"""After these "the four weeks after" is a stretch in which something was done."""
ON_TOP = _set("another further more")
HERE = _set("below here overleaf")
"""What is answered there is answered by this very letter."""
WENT_THERE = _set("attended patrolled called visited")
"""What others do somewhere, of which we are told later if at all."""
LATE = _set("late lat past plan date target promis deadline")
"""Stems that tell of a time after a day that was set."""
