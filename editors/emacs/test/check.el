;;; check.el --- emacs -Q --batch -L .. -l check.el SERVER ARTICLE  -*- lexical-binding: t; -*-
;; Checks what a reader sees.  Prints a line a check; exits with an error where one failed.

(require 'whosaid)
(require 'flymake)
(require 'seq)
(require 'cl-lib)

(defvar passed 0)
(defvar failed 0)

(defun say (form &rest rest) (princ (concat (apply #'format form rest) "\n")))

(defun wait-for (what found)
  "Wait until FOUND returns something; else fail with WHAT."
  (let ((end (+ (float-time) 15)) value)
    (while (and (not (setq value (funcall found))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (error "Waited in vain: %s" what))))

(defmacro it (name &rest body)
  `(condition-case problem
       (progn ,@body (setq passed (1+ passed)) (say "ok   %s" ,name))
     (error (setq failed (1+ failed)) (say "FAIL %s: %S" ,name problem))))

(defun go-to (words)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(defun marks () (flymake-start) (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(let ((server (pop command-line-args-left))
      (article (pop command-line-args-left)))
  (setq whosaid-program server
        eglot-sync-connect 15
        eglot-confirm-server-edits nil
        flymake-no-changes-timeout 0.1)
  (with-current-buffer (find-file-noselect article)
    (text-mode)
    (it "markup that is only derived from text is left to its own server"
        (dolist (mode '(html-mode latex-mode nxml-mode org-mode))
          (with-temp-buffer
            (let (started)
              (cl-letf (((symbol-function 'eglot-ensure) (lambda () (setq started t))))
                (let ((text-mode-hook '(whosaid-ensure)) (inhibit-message t)) (funcall mode))
                (and started (error "It starts in %s" mode))))
            (and (memq mode '(html-mode latex-mode))
                 (eq (cdr (eglot--lookup-mode major-mode)) 'whosaid--command)
                 (error "It takes the place of the server for %s" mode))))
        (dolist (mode '(text-mode paragraph-indent-text-mode))
          (with-temp-buffer
            (let (started)
              (cl-letf (((symbol-function 'eglot-ensure) (lambda () (setq started t))))
                (let ((text-mode-hook '(whosaid-ensure)) (inhibit-message t)) (funcall mode))
                (or started (error "It does not start in %s" mode))))))
        (or (eq (cdr (eglot--lookup-mode 'markdown-mode)) 'whosaid--command) (error "Not in Markdown")))
    (it "the server starts by the set-up of whosaid.el"
        (apply #'eglot (append (eglot--guess-contact) nil))
        (wait-for "eglot" #'eglot-managed-p))
    (it "the article is marked"
        (flymake-mode 1)
        (wait-for "the mark" (lambda () (seq-some (lambda (text) (string-match-p "comment form" text)) (marks)))))
    (it "a hint names the speaker"
        (eglot-inlay-hints-mode 1)
        (wait-for "a hint"
                  (lambda ()
                    (eglot--update-hints-1 (point-min) (point-max))
                    (accept-process-output nil 0.2)
                    (seq-some (lambda (o)
                                (and (overlay-get o 'eglot--inlay-hint)
                                     (string-match-p "Marta Quill"
                                                     (format "%s%s" (overlay-get o 'before-string)
                                                             (overlay-get o 'after-string)))))
                              (overlays-in (point-min) (point-max))))))
    (it "a hover says who speaks and why"
        (go-to "Every winter")
        (let ((hover (format "%S" (jsonrpc-request (eglot-current-server) :textDocument/hover
                                                   (eglot--TextDocumentPositionParams)))))
          (or (string-match-p "By the pronoun" hover) (error "%s" hover))))
    (it "an action deletes the lines of the page"
        (go-to "Leave a Reply")
        (let* ((offered (append (eglot-code-actions (point) (line-end-position) "quickfix") nil))
               (action (seq-find (lambda (a) (string-match-p "lines" (plist-get a :title))) offered)))
          (or action (error "Offered: %S" (mapcar (lambda (a) (plist-get a :title)) offered)))
          (eglot-execute (eglot-current-server) action)
          (goto-char (point-min))
          (and (search-forward "Leave a Reply" nil t) (error "It is still there"))))
    (it "the marks follow the edit"
        (eglot--signal-textDocument/didChange) ; in a batch Emacs is never idle
        (wait-for "fewer marks"
                  (lambda () (not (seq-some (lambda (text) (string-match-p "comment form" text)) (marks))))))
    (it "the server stops" (eglot-shutdown (eglot-current-server)))
    (set-buffer-modified-p nil)))

(say "%d passed, %d failed" passed failed)
(kill-emacs (if (> failed 0) 1 0))
