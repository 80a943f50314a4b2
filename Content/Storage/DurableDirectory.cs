using System.Runtime.InteropServices;

namespace PathoChain.Content;

/// <summary>Makes renames and new entries of a directory survive a power cut; .NET opens no directories, so this goes to libc.</summary>
internal static partial class DurableDirectory
{
    private const int ReadOnly = 0;

    /// <summary>Writes a new file as a whole or not at all: its content, then its name, reach the disk.</summary>
    /// <param name="temporary">Path on the same file system, not in use.</param>
    /// <param name="path">Where the file ends up.</param>
    /// <param name="content">All of it.</param>
    /// <param name="mode">Permissions on Unix.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="IOException">The disk refuses, or the file exists and is not to be replaced.</exception>
    public static void WriteFile(string temporary, string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool overwrite)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }

        Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Flushes a directory's entries to the disk; Windows keeps them in its journal.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = open(directory, ReadOnly);
        var flushed = descriptor >= 0 && fsync(descriptor) == 0;
        var error = Marshal.GetLastPInvokeErrorMessage();
        if (descriptor >= 0)
        {
            _ = close(descriptor);
        }

        if (!flushed)
        {
            throw new IOException($"Cannot flush directory {directory} to disk: {error}.");
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
