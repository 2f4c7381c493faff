; The policy of policy.toml once more, for CLIPS: it derives duties from the raw entries, and what
; keeps them. Days are numbers of working days; `at` is a minute.
(deftemplate event (slot id) (slot act) (slot side) (slot at) (slot day) (slot proven) (slot starts)
  (slot first) (slot tells) (slot hate) (slot safety) (slot written) (slot home) (slot violent)
  (slot complaint) (slot agency) (slot stage) (slot content) (multislot answers))
(deftemplate now (slot at) (slot day))
(deftemplate duty (slot rule) (slot id) (slot at) (slot due) (slot due-at (default 0))
  (slot ends (default no)))
(deftemplate kept (slot rule) (slot id))
(deftemplate broken (slot rule) (slot id))

(defrule broken (declare (salience -20))
  (duty (rule ?rule) (id ?id) (due ?due) (due-at 0) (ends no))
  (now (day ?now&:(> ?now ?due)))
  (not (kept (rule ?rule) (id ?id)))
  => (assert (broken (rule ?rule) (id ?id))))
(defrule broken-before-the-end (declare (salience -20))
  (duty (rule ?rule) (id ?id) (at ?at) (due ?due) (due-at 0) (ends yes))
  (now (day ?now&:(> ?now ?due)))
  (not (kept (rule ?rule) (id ?id)))
  (not (event (act asb.case_closed) (starts yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (broken (rule ?rule) (id ?id))))
(defrule broken-by-the-hour (declare (salience -20))
  (duty (rule ?rule) (id ?id) (at ?at) (due-at ?due&:(> ?due 0)))
  (now (at ?now&:(> ?now ?due)))
  (not (kept (rule ?rule) (id ?id)))
  (not (event (act asb.case_closed) (starts yes) (at ?t&:(and (>= ?t ?at) (<= ?t ?due)))))
  => (assert (broken (rule ?rule) (id ?id))))

(defrule asb-case_opened
  (event (id ?id) (act asb.reported) (first yes) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule asb.case_opened) (id ?id) (at ?at) (due (+ ?day 1)) (ends yes))))
(defrule asb-case_opened-kept
  (duty (rule asb.case_opened) (id ?id) (at ?at) (due ?due))
  (exists (event (act asb.case_opened|asb.case_reopened) (side landlord) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule asb.case_opened) (id ?id))))

(defrule asb-first_action
  (event (id ?id) (act asb.reported) (first yes) (violent yes) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule asb.first_action) (id ?id) (at ?at) (due (+ ?day 1)) (ends yes))))
(defrule asb-first_action-kept
  (duty (rule asb.first_action) (id ?id) (at ?at) (due ?due))
  (exists (event (act contact.made|asb.visited) (side landlord) (home yes) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule asb.first_action) (id ?id))))

(defrule asb-hate_contact
  (event (id ?id) (act asb.reported) (hate yes) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule asb.hate_contact) (id ?id) (at ?at) (due ?day) (due-at (+ ?at 1440)))))
(defrule asb-hate_contact-kept
  (duty (rule asb.hate_contact) (id ?id) (at ?at) (due-at ?due))
  (exists (event (act contact.made|asb.visited) (side landlord) (home yes) (proven yes) (at ?t&:(and (>= ?t ?at) (<= ?t ?due)))))
  => (assert (kept (rule asb.hate_contact) (id ?id))))

(defrule asb-risk_assessment
  (event (id ?id) (act asb.reported) (starts yes) (at ?at) (day ?day))
  (not (event (act asb.reported) (starts yes) (at ?t&:(< ?t ?at))))
  => (assert (duty (rule asb.risk_assessment) (id ?id) (at ?at) (due (+ ?day 5)) (ends yes))))
(defrule asb-risk_assessment-kept
  (duty (rule asb.risk_assessment) (id ?id) (at ?at) (due ?due))
  (exists (event (act asb.risk_assessed) (side landlord) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule asb.risk_assessment) (id ?id))))

(defrule asb-action_plan
  (duty (rule asb.risk_assessment) (id ?id) (at ?at) (due ?step))
  (event (act asb.risk_assessed) (side landlord) (proven yes) (at ?done&:(>= ?done ?at)) (day ?day&:(<= ?day ?step)))
  (not (event (act asb.risk_assessed) (side landlord) (proven yes) (at ?t&:(and (>= ?t ?at) (< ?t ?done)))))
  => (assert (duty (rule asb.action_plan) (id ?id) (at ?at) (due (+ ?day 10)) (ends yes))))
(defrule asb-action_plan-from-due (declare (salience -10))
  (duty (rule asb.risk_assessment) (id ?id) (at ?at) (due ?step))
  (not (kept (rule asb.risk_assessment) (id ?id)))
  => (assert (duty (rule asb.action_plan) (id ?id) (at ?at) (due (+ ?step 10)) (ends yes))))
(defrule asb-action_plan-kept
  (duty (rule asb.action_plan) (id ?id) (at ?at) (due ?due))
  (exists (event (act asb.plan_agreed) (side landlord) (content targets) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule asb.action_plan) (id ?id))))

(defrule contact-reply
  (event (id ?id) (act contact.received) (side resident) (tells yes) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule contact.reply) (id ?id) (at ?at) (due (+ ?day 10)))))
(defrule contact-reply-kept
  (duty (rule contact.reply) (id ?id) (at ?at) (due ?due))
  (exists (event (side landlord) (answers $? ?id $?) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule contact.reply) (id ?id))))

(defrule works-safety
  (event (id ?id) (act works.raised) (safety yes) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule works.safety) (id ?id) (at ?at) (due (+ ?day 5)))))
(defrule works-safety-kept
  (duty (rule works.safety) (id ?id) (at ?at) (due ?due))
  (exists (event (act works.done) (side landlord) (answers $? ?id $?) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule works.safety) (id ?id))))

(defrule agency-chased
  (event (id ?id) (act agency.requested) (side landlord) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule agency.chased) (id ?id) (at ?at) (due (+ ?day 5)))))
(defrule agency-chased-kept
  (duty (rule agency.chased) (id ?id) (at ?at) (due ?due))
  (event (id ?id) (agency ?agency))
  (exists (event (act agency.chased|agency.replied) (agency ?agency) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule agency.chased) (id ?id))))

(defrule complaints-stage_1_acknowledgement
  (event (id ?id) (act complaint.raised) (proven yes) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule complaints.stage_1_acknowledgement) (id ?id) (at ?at) (due (+ ?day 5)))))
(defrule complaints-stage_1_acknowledgement-kept
  (duty (rule complaints.stage_1_acknowledgement) (id ?id) (at ?at) (due ?due))
  (event (id ?id) (complaint ?complaint))
  (exists (event (act complaint.acknowledged) (side landlord) (stage 1) (written yes)
    (complaint ?complaint) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule complaints.stage_1_acknowledgement) (id ?id))))

(defrule complaints-stage_1_response
  (duty (rule complaints.stage_1_acknowledgement) (id ?id) (at ?at) (due ?step))
  (event (id ?id) (complaint ?complaint))
  (event (act complaint.acknowledged) (side landlord) (stage 1) (written yes)
    (complaint ?complaint) (proven yes) (at ?done&:(>= ?done ?at)) (day ?day&:(<= ?day ?step)))
  (not (event (act complaint.acknowledged) (side landlord) (stage 1) (written yes)
    (complaint ?complaint) (proven yes) (at ?t&:(and (>= ?t ?at) (< ?t ?done)))))
  => (assert (duty (rule complaints.stage_1_response) (id ?id) (at ?at) (due (+ ?day 10)))))
(defrule complaints-stage_1_response-from-due (declare (salience -10))
  (duty (rule complaints.stage_1_acknowledgement) (id ?id) (at ?at) (due ?step))
  (not (kept (rule complaints.stage_1_acknowledgement) (id ?id)))
  => (assert (duty (rule complaints.stage_1_response) (id ?id) (at ?at) (due (+ ?step 10)))))
(defrule complaints-stage_1_response-kept
  (duty (rule complaints.stage_1_response) (id ?id) (at ?at) (due ?due))
  (event (id ?id) (complaint ?complaint))
  (exists (event (act complaint.responded) (side landlord) (stage 1) (complaint ?complaint) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule complaints.stage_1_response) (id ?id))))

(defrule complaints-stage_2_acknowledgement
  (event (id ?id) (act complaint.escalated) (side resident) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule complaints.stage_2_acknowledgement) (id ?id) (at ?at) (due (+ ?day 5)))))
(defrule complaints-stage_2_acknowledgement-kept
  (duty (rule complaints.stage_2_acknowledgement) (id ?id) (at ?at) (due ?due))
  (event (id ?id) (complaint ?complaint))
  (exists (event (act complaint.acknowledged) (side landlord) (stage 2) (written yes)
    (complaint ?complaint) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule complaints.stage_2_acknowledgement) (id ?id))))

(defrule complaints-stage_2_response
  (duty (rule complaints.stage_2_acknowledgement) (id ?id) (at ?at) (due ?step))
  (event (id ?id) (complaint ?complaint))
  (event (act complaint.acknowledged) (side landlord) (stage 2) (written yes)
    (complaint ?complaint) (proven yes) (at ?done&:(>= ?done ?at)) (day ?day&:(<= ?day ?step)))
  (not (event (act complaint.acknowledged) (side landlord) (stage 2) (written yes)
    (complaint ?complaint) (proven yes) (at ?t&:(and (>= ?t ?at) (< ?t ?done)))))
  => (assert (duty (rule complaints.stage_2_response) (id ?id) (at ?at) (due (+ ?day 20)))))
(defrule complaints-stage_2_response-from-due (declare (salience -10))
  (duty (rule complaints.stage_2_acknowledgement) (id ?id) (at ?at) (due ?step))
  (not (kept (rule complaints.stage_2_acknowledgement) (id ?id)))
  => (assert (duty (rule complaints.stage_2_response) (id ?id) (at ?at) (due (+ ?step 20)))))
(defrule complaints-stage_2_response-kept
  (duty (rule complaints.stage_2_response) (id ?id) (at ?at) (due ?due))
  (event (id ?id) (complaint ?complaint))
  (exists (event (act complaint.responded) (side landlord) (stage 2) (complaint ?complaint) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule complaints.stage_2_response) (id ?id))))

(defrule closing-steps
  (event (id ?id) (act asb.case_closed) (side landlord) (at ?at))
  (not (and (event (act asb.risk_assessed) (proven yes) (at ?a&:(<= ?a ?at)))
            (event (act asb.plan_agreed) (proven yes) (at ?b&:(<= ?b ?at)))
            (event (act asb.closure_consulted) (proven yes) (at ?c&:(<= ?c ?at)))))
  => (assert (broken (rule closing.steps) (id ?id))))

(defrule closing-letter
  (event (id ?id) (act asb.case_closed) (side landlord) (starts yes) (at ?at) (day ?day))
  => (assert (duty (rule closing.letter) (id ?id) (at ?at) (due (+ ?day 5)))))
(defrule closing-letter-kept
  (duty (rule closing.letter) (id ?id) (at ?at) (due ?due))
  (exists (event (act asb.closure_announced) (side landlord) (written yes) (content reasons) (proven yes) (at ?t&:(>= ?t ?at)) (day ?d&:(<= ?d ?due))))
  => (assert (kept (rule closing.letter) (id ?id))))
