namespace PathoChain.Dev.Running;

/// <summary>The folder that <c>up</c> keeps between runs.</summary>
internal static class DataFolder
{
    private const string LockName = ".up.lock";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Keeps the folder, made if missing, to one <c>up</c> until the answer is disposed or the process ends: its deployment file and its logs are of one system.
    /// </summary>
    /// <exception cref="ToolException">Another one has it, or it cannot be made or written.</exception>
    public static IDisposable Occupy(string folder)
    {
        var file = Path.Combine(folder, LockName);
        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new ToolException($"Data folder {folder} is in use by another 'up'.", "end that one, or give this one a folder of its own with --data.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Data folder {folder} cannot be written: {exception.Message}", "name another one with --data.");
        }
    }
}
