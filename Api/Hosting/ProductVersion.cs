namespace PathoChain.Api.Hosting;

internal static class ProductVersion
{
    /// <summary>Version of this build, wherever it is told.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
