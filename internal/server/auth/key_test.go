package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"

	"azukari/internal/domain/account"
)

// key is a security key in software: it makes one passkey and signs with it.
type key struct {
	t       testing.TB
	origin  string
	id      []byte
	private *ecdsa.PrivateKey
	user    []byte
	count   uint32
}

func newKey(t testing.TB, origin string) *key {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &key{t: t, origin: origin, id: []byte(account.Secret()), private: private}
}

type publicKey struct {
	PublicKey struct {
		Challenge string
		RPID      string
		RP        struct{ ID string }
		User      struct{ ID string }
	}
}

func (k *key) read(options []byte) (p publicKey) {
	if err := json.Unmarshal(options, &p); err != nil {
		k.t.Fatal(err)
	}
	return p
}

func (k *key) clientData(kind, challenge string) []byte {
	return k.json(map[string]any{"type": "webauthn." + kind, "challenge": challenge, "origin": k.origin, "crossOrigin": false})
}

func (k *key) json(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		k.t.Fatal(err)
	}
	return b
}

// authData says that a person was there (UP) and was verified (UV).
func (k *key) authData(rpID string, flags byte) []byte {
	hash := sha256.Sum256([]byte(rpID))
	k.count++
	return binary.BigEndian.AppendUint32(append(hash[:], 0x05|flags), k.count)
}

// register answers navigator.credentials.create.
func (k *key) register(options []byte) []byte {
	p := k.read(options).PublicKey
	user, err := base64.RawURLEncoding.DecodeString(p.User.ID)
	if err != nil {
		k.t.Fatal(err)
	}
	k.user = user
	point, err := k.private.PublicKey.Bytes()
	if err != nil {
		k.t.Fatal(err)
	}
	cose := k.cbor(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	data := append(k.authData(p.RP.ID, 0x40), make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(k.id)))
	data = append(append(data, k.id...), cose...)
	object := k.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	return k.answer(map[string]any{"clientDataJSON": k.clientData("create", p.Challenge), "attestationObject": object})
}

// login answers navigator.credentials.get.
func (k *key) login(options []byte) []byte {
	p := k.read(options).PublicKey
	data, client := k.authData(p.RPID, 0), k.clientData("get", p.Challenge)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.private, sum[:])
	if err != nil {
		k.t.Fatal(err)
	}
	return k.answer(map[string]any{"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": k.user})
}

func (k *key) answer(response map[string]any) []byte {
	for name, value := range response {
		response[name] = base64.RawURLEncoding.EncodeToString(value.([]byte))
	}
	id := base64.RawURLEncoding.EncodeToString(k.id)
	return k.json(map[string]any{"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
}

func (k *key) cbor(v any) []byte {
	b, err := webauthncbor.Marshal(v)
	if err != nil {
		k.t.Fatal(err)
	}
	return b
}
