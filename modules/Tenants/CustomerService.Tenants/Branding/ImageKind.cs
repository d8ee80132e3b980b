namespace CustomerService.Tenants.Branding;

/// <summary>What a picture is by its first bytes; its name and the browser's word for it are not asked.</summary>
internal static class ImageKind
{
    public const int HeaderLength = 12;

    /// <returns>The media type; null when it is none of PNG, JPEG, WebP. SVG is not accepted: it can carry script.</returns>
    public static string? Of(ReadOnlySpan<byte> header) =>
        header switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
            _ => null,
        };
}
