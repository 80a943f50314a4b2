namespace PathoChain.Dev.Output;

/// <summary>The file that <c>--json</c> names.</summary>
internal static class ReportFile
{
    /// <summary>Finds out before a run whether its report can be written; what is in the file stays until then, and no file is left where there was none.</summary>
    /// <param name="file">Path, or null where no report is asked for.</param>
    /// <exception cref="ToolException">It cannot.</exception>
    public static void RequireWritable(string? file)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            var afterwards = File.Exists(file) ? FileOptions.None : FileOptions.DeleteOnClose;
            new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0, afterwards).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"No report can be written to '{file}': {exception.Message}", "name another file with --json, in a folder that is there.");
        }
    }
}
