package mail

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

// hanging is a server that answers until the client says the word, and never
// again; "" is the greeting and "." the end of the letter.
func hanging(t *testing.T, at string, answers map[string]string) (port int, said <-chan string) {
	t.Helper()
	l := listen(t)
	done, lines := make(chan struct{}), make(chan string, 1000)
	go func() {
		defer close(done)
		defer close(lines)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		converse(conn, at, answers, lines)
	}()
	t.Cleanup(func() { l.Close(); <-done }) // the client hangs up, or has never come
	return l.Addr().(*net.TCPAddr).Port, lines
}

func converse(conn net.Conn, at string, answers map[string]string, lines chan<- string) {
	hung := at == ""
	reply := func(text string) {
		if !hung {
			fmt.Fprint(conn, text+"\r\n")
		}
	}
	reply("220 office.example")
	inLetter := false
	for in := bufio.NewScanner(conn); in.Scan(); {
		lines <- in.Text()
		word, _, _ := strings.Cut(in.Text(), " ")
		word, _, _ = strings.Cut(word, ":")
		if inLetter && word != "." {
			continue
		}
		inLetter = word == "DATA"
		hung = hung || word == at || strings.Contains(word, "\x00") // the last is TLS, which it never answers
		switch answer := answers[word]; {
		case answer != "":
			reply(answer)
		case word == "DATA":
			reply("354 go on")
		case word == "QUIT":
			reply("221 bye")
		default:
			reply("250 ok")
		}
	}
}

func TestHangingServerHoldsNobodyBeyondTheirTime(t *testing.T) {
	_, client := certificate(t)
	offer := map[string]string{"EHLO": "250-office\r\n250 STARTTLS", "STARTTLS": "220 go on"}
	for name, c := range map[string]struct {
		at      string
		TLS     Security
		answers map[string]string
	}{
		"greeting":              {"", NoTLS, nil},
		"hello":                 {"EHLO", NoTLS, nil},
		"sender":                {"MAIL", NoTLS, nil},
		"recipient":             {"RCPT", NoTLS, nil},
		"announcement":          {"DATA", NoTLS, nil},
		"letter":                {".", NoTLS, nil},
		"handshake":             {"", ImplicitTLS, nil},
		"STARTTLS":              {"STARTTLS", StartTLS, offer},
		"handshake of STARTTLS": {"never", StartTLS, offer},
	} {
		t.Run(name, func(t *testing.T) {
			port, _ := hanging(t, c.at, c.answers)
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			err := sender(t, port, func(config *Config) { config.TLS, config.TLSConfig = c.TLS, client }).Send(ctx, notice)
			if !errors.Is(err, context.DeadlineExceeded) || Permanent(err) {
				t.Errorf("error is %v", err)
			}
		})
	}
}

func TestOwnTimeoutHoldsWhereTheCallerSetsNone(t *testing.T) {
	port, _ := hanging(t, "DATA", nil)
	err := sender(t, port, func(c *Config) { c.Timeout = 50 * time.Millisecond }).Send(t.Context(), notice)
	if !errors.Is(err, context.DeadlineExceeded) || Permanent(err) {
		t.Errorf("error is %v", err)
	}
}

func TestNobodyWaitsForALetterThatIsNoLongerWanted(t *testing.T) {
	port, said := hanging(t, ".", nil)
	if err := sender(t, port, nil).Send(until(t, ".", said), notice); !errors.Is(err, context.Canceled) || Permanent(err) {
		t.Errorf("error is %v", err)
	}
}

func TestTakenLetterIsNotFailedByTheFarewell(t *testing.T) {
	port, said := hanging(t, "QUIT", nil)
	if err := sender(t, port, nil).Send(until(t, "QUIT", said), notice); err != nil {
		t.Error(err)
	}
}

// until is a context that ends when the client has said the word.
func until(t *testing.T, word string, said <-chan string) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for line := range said {
			if line == word {
				cancel()
			}
		}
	}()
	return ctx
}

func TestServerThatRepeatsThePasswordDoesNotMakeUsTellIt(t *testing.T) {
	plain := "AHBhc3MAaGltaXRzdQ==" // \0pass\0himitsu
	for name, answer := range map[string]string{
		"final":     "500 what is AUTH PLAIN " + plain,
		"temporary": "454 not now: himitsu",
		"nonsense":  "himitsu " + plain,
	} {
		t.Run(name, func(t *testing.T) {
			port, said := hanging(t, "never", map[string]string{"EHLO": "250-office\r\n250 AUTH PLAIN", "AUTH": answer})
			s := sender(t, port, func(c *Config) { c.Username, c.Password = "pass", "himitsu" })
			err := s.Send(t.Context(), notice)
			if err == nil || Permanent(err) || !strings.Contains(err.Error(), concealed) {
				t.Errorf("error is %v", err)
			}
			for _, told := range []string{fmt.Sprint(err), fmt.Sprintf("%+v", err)} {
				if strings.Contains(told, "himitsu") || strings.Contains(told, plain) {
					t.Errorf("it tells %s", told)
				}
			}
			heard := ""
			for line := range said {
				heard += line + "\n"
			}
			if !strings.Contains(heard, plain) || strings.Contains(heard, "MAIL") {
				t.Errorf("the server heard %s", heard)
			}
		})
	}
}

func TestEndlessWordsOfAServerAreCutShort(t *testing.T) {
	port, _ := hanging(t, "never", map[string]string{"RCPT": "550 \x1b[31m" + strings.Repeat("否", 5000)})
	err := sender(t, port, nil).Send(t.Context(), notice)
	var bounce *Bounce
	if !errors.As(err, &bounce) || len([]rune(bounce.Text)) != 501 || hasControl(bounce.Text) {
		t.Errorf("error is %v", err)
	}
}
