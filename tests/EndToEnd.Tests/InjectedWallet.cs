namespace PathoChain.EndToEnd.Tests;

/// <summary>
/// A browser wallet as a page sees it: an EIP-1193 provider announced by EIP-6963. It confirms everything and lets the devnet's node sign,
/// where MetaMask would ask its user.
/// </summary>
internal static class InjectedWallet
{
    public const string Name = "Test Wallet";

    public static string Script(Uri node) => $$"""
        (() => {
          const forward = async (method, params = []) => {
            const answer = await fetch("{{node}}", {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
            });
            const { result, error } = await answer.json();
            if (error) throw Object.assign(new Error(error.message), { code: error.code });
            return result;
          };
          const provider = {
            request: ({ method, params }) => forward(method === "eth_requestAccounts" ? "eth_accounts" : method, params),
            on() {},
            removeListener() {},
          };
          const info = Object.freeze({
            uuid: "350670db-19fa-4704-a166-e52e178b59d2",
            name: "{{Name}}",
            icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
            rdns: "example.test-wallet",
          });
          const announce = () =>
            window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
          window.addEventListener("eip6963:requestProvider", announce);
          announce();
        })();
        """;
}
