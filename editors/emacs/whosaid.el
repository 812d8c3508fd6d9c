;;; whosaid.el --- Who says what in an article, with eglot  -*- lexical-binding: t; -*-

;; For Emacs 29 and later; eglot is part of it.  Put this folder on the load path:
;;
;;   (add-to-list 'load-path "/path/to/whosaid/editors/emacs")
;;   (require 'whosaid)
;;   (add-hook 'text-mode-hook #'whosaid-ensure)   ; `markdown-mode' is derived from it

;;; Code:

(require 'eglot)

(defgroup whosaid nil
  "Who says what in an article, and on whose word."
  :group 'eglot)

(defcustom whosaid-program "whosaid"
  "The program that reads articles."
  :type 'string)

(defcustom whosaid-modes '(text-mode paragraph-indent-text-mode markdown-mode gfm-mode markdown-ts-mode)
  "The modes of articles, themselves and not what is derived from them."
  :type '(repeat symbol))

(defun whosaid--command (&rest _)
  (list whosaid-program "lsp" "--stdio"))

;; HTML, LaTeX and Org are derived from `text-mode' as well, and eglot takes the first entry that fits: theirs.
(add-to-list 'eglot-server-programs '((markdown-mode markdown-ts-mode) . whosaid--command))
(add-to-list 'eglot-server-programs '(text-mode . whosaid--command) t)

;;;###autoload
(defun whosaid-ensure ()
  "Start eglot where articles are written: in `whosaid-modes'."
  (when (memq major-mode whosaid-modes)
    (eglot-ensure)))

(provide 'whosaid)
;;; whosaid.el ends here
