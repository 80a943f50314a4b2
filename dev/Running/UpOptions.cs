namespace PathoChain.Dev.Running;

/// <summary>Options of <c>up</c>.</summary>
/// <param name="Port">Of the page and the API, on 127.0.0.1.</param>
/// <param name="ChainPort">Of the devnet, on 127.0.0.1.</param>
/// <param name="Data">Absolute path of the folder that is kept between runs.</param>
internal sealed record UpOptions(int Port, int ChainPort, string Data);
