using System.Text.Json;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Tests;

/// <summary>Images as the API shows them.</summary>
internal static class DemoImages
{
    public const string Cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    public static ApiImage Classified(string warning = "") => Parse($$"""
        {
          "cid": "{{Cid}}", "version": 9, "phase": "classified",
          "registrationCall": {"chainId": 31337, "to": "0x5FbDB2315678afecb367f032d93F642f64180aa3", "data": "0x1234", "digest": "0x00"},
          "registration": {"transactionHash": "0x0123456789abcdef", "blockNumber": 1204, "gasUsed": 45678, "confirmations": 1, "required": 1},
          "result": {"probability": 0.8125, "label": "idc", "doubted": {{(warning.Length > 0 ? "true" : "false")}}, "votes": [
            {"model": "basecnn", "probability": 0.8125, "label": "idc", "warnings": [{{(warning.Length > 0 ? $"\"{warning}\"" : "")}}], "milliseconds": 3}]},
          "failure": null, "history": []
        }
        """);

    /// <summary>Classified without a call, by models that disagree, one of which is withdrawn.</summary>
    public static ApiImage Uncertain() => Parse($$"""
        {
          "cid": "{{Cid}}", "version": 9, "phase": "classified",
          "registrationCall": {"chainId": 31337, "to": "0x5FbDB2315678afecb367f032d93F642f64180aa3", "data": "0x1234", "digest": "0x00"},
          "registration": null,
          "result": {"probability": 0.5, "label": null, "uncertain": true, "disagreement": true, "warnings": ["vgg16 is withdrawn"], "votes": [
            {"model": "basecnn", "probability": 0.4, "label": "no idc", "warnings": [], "milliseconds": 3}]},
          "failure": null, "history": []
        }
        """);

    public static ApiImage Failed(string? retryAt) => Parse($$"""
        {
          "cid": "{{Cid}}", "version": 9, "phase": "failed",
          "registrationCall": {"chainId": 31337, "to": "0x5FbDB2315678afecb367f032d93F642f64180aa3", "data": "0x1234", "digest": "0x00"},
          "registration": null, "result": null,
          "failure": {"reason": "the model is missing", "attempts": 2, "retryAt": {{(retryAt is null ? "null" : $"\"{retryAt}\"")}}}, "history": []
        }
        """);

    private static ApiImage Parse(string json) => ApiImage.Parse(JsonElement.Parse(json), etag: "\"9\"");
}
