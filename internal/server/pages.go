package server

import (
	"html/template"
	"io/fs"
	"net/http"

	"azukari/internal/server/api"
)

// page serves one file with a policy of its own.
func page(files fs.FS, name, policy string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		http.ServeFileFS(w, r, files, name)
	}
}

// problems lists every code of the API's errors.
func problems(files fs.FS) http.HandlerFunc {
	t := template.Must(template.ParseFS(files, "errors.html"))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = t.Execute(w, api.Codes) // the browser may be gone
	}
}
