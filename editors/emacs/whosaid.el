;;; whosaid.el --- Who says what in an article, with eglot  -*- lexical-binding: t; -*-

;; For Emacs 29 and later; eglot is part of it.  Put this folder on the load path:
;;
;;   (add-to-list 'load-path "/path/to/whosaid/editors/emacs")
;;   (require 'whosaid)
;;   (add-hook 'text-mode-hook #'eglot-ensure)   ; `markdown-mode' is derived from it

;;; Code:

(require 'eglot)

(defgroup whosaid nil
  "Who says what in an article, and on whose word."
  :group 'eglot)

(defcustom whosaid-program "whosaid"
  "The program that reads articles."
  :type 'string)

(add-to-list 'eglot-server-programs
             `((markdown-mode text-mode)
               . ,(lambda (&rest _) (list whosaid-program "lsp" "--stdio"))))

(provide 'whosaid)
;;; whosaid.el ends here
