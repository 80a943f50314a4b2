using System.Runtime.InteropServices;

namespace PathoChain.Libvips;

/// <summary>The part of libvips' and GObject's C API that is used here. Operations go through GObject properties, as libvips advises bindings: varargs cannot be called from .NET.</summary>
internal static partial class Native
{
    private const string Library = "vips";

    /// <summary>Runs before the first call of any function below.</summary>
    static Native()
    {
        // What libvips has to say about a hostile file belongs in the exception, not on this process's standard error.
        _ = g_setenv("VIPS_WARNING", "1", 1);
        if (vips_init("pathochain") != 0)
        {
            throw new ImageCodecException($"libvips does not start: {TakeError()}");
        }

        vips_operation_block_set("VipsForeignLoad", 1);
        vips_operation_block_set("VipsForeignLoadPngBuffer", 0);
        vips_operation_block_set("VipsForeignLoadJpegBuffer", 0);
        vips_operation_block_set("VipsForeignLoadTiffBuffer", 0);

        // Images are seen once: a cache of operations would only hold memory. Throughput comes from images side by side.
        vips_cache_set_max(0);
        vips_concurrency_set(1);
    }

    /// <summary>libvips' error text, on one line, and clears it. The buffer is shared by all threads of the process.</summary>
    public static string TakeError()
    {
        var text = vips_error_buffer_copy();
        var message = Marshal.PtrToStringUTF8(text);
        g_free(text);
        return message is { Length: > 0 } ? message.Trim().ReplaceLineEndings("; ") : "no reason given";
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int g_setenv(string variable, string value, int overwrite);

    [LibraryImport(Library)]
    public static partial void g_free(nint memory);

    [LibraryImport(Library)]
    public static partial void g_object_unref(nint instance);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_set_property(VipsOperation instance, string name, ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_get_property(VipsOperation instance, string name, ref GValue value);

    [LibraryImport(Library)]
    public static partial nint g_value_init(ref GValue value, nuint type);

    [LibraryImport(Library)]
    public static partial void g_value_unset(ref GValue value);

    [LibraryImport(Library)]
    public static partial void g_value_set_int(ref GValue value, int content);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_value_set_string(ref GValue value, string content);

    [LibraryImport(Library)]
    public static partial void g_value_set_object(ref GValue value, VipsImage content);

    [LibraryImport(Library)]
    public static partial nint g_value_dup_object(ref GValue value);

    [LibraryImport(Library)]
    public static partial void g_value_set_boxed(ref GValue value, nint content);

    [LibraryImport(Library)]
    public static partial nint g_value_get_boxed(ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_init(string program);

    [LibraryImport(Library)]
    public static partial void vips_concurrency_set(int threads);

    [LibraryImport(Library)]
    public static partial void vips_cache_set_max(int operations);

    [LibraryImport(Library)]
    public static partial nuint vips_tracked_get_mem();

    [LibraryImport(Library)]
    public static partial nuint vips_tracked_get_mem_highwater();

    [LibraryImport(Library)]
    public static partial nint vips_error_buffer_copy();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_operation_block_set(string type, int blocked);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint vips_operation_new(string name);

    [LibraryImport(Library)]
    public static partial nint vips_cache_operation_build(VipsOperation operation);

    [LibraryImport(Library)]
    public static partial void vips_object_unref_outputs(nint operation);

    [LibraryImport(Library)]
    public static partial nint vips_blob_new(nint free, nint data, nuint length);

    [LibraryImport(Library)]
    public static partial nint vips_blob_get(nint blob, out nuint length);

    [LibraryImport(Library)]
    public static partial void vips_area_unref(nint area);

    [LibraryImport(Library)]
    public static partial void vips_value_set_array_double(ref GValue value, double[] content, int count);

    [LibraryImport(Library)]
    public static partial nuint vips_image_get_type();

    [LibraryImport(Library)]
    public static partial nuint vips_blob_get_type();

    [LibraryImport(Library)]
    public static partial nuint vips_array_double_get_type();

    [LibraryImport(Library)]
    public static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Library)]
    public static partial VipsBandFormat vips_image_get_format(VipsImage image);

    [LibraryImport(Library)]
    public static partial VipsInterpretation vips_image_get_interpretation(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_orientation(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_hasalpha(VipsImage image);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint vips_image_get_typeof(VipsImage image, string name);

    [LibraryImport(Library)]
    public static partial nint vips_image_copy_memory(VipsImage image);

    [LibraryImport(Library)]
    public static partial nint vips_image_new_from_memory(nint data, nuint length, int width, int height, int bands, VipsBandFormat format);

    [LibraryImport(Library)]
    public static partial nint vips_image_write_to_memory(VipsImage image, out nuint length);
}
