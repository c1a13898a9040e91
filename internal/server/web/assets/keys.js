// Passkeys: asks the browser for one, and sends its answer by the form itself.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const known = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
  for (const form of known ? document.querySelectorAll("form[data-passkey]") : []) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.answer.value) return;
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        const begun = await (await fetch(form.dataset.passkey, { credentials: "same-origin" })).json();
        const asked = begun.options.publicKey, made = asked.rp;
        const key = made
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
        form.elements.state.value = begun.state;
        form.elements.answer.value = JSON.stringify(key);
        form.submit();
      } catch (why) { // the person said no, or there is no key
        if (why.name !== "NotAllowedError" && why.name !== "AbortError") location.reload();
      } finally {
        button.disabled = false;
      }
    });
  }
});
