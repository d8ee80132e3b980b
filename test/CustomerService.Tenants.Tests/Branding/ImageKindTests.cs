using System.Text;
using CustomerService.Tenants.Branding;

namespace CustomerService.Tenants.Tests.Branding;

public sealed class ImageKindTests
{
    [Fact]
    public void Should_Know_Pictures_By_Their_First_Bytes()
    {
        ImageKind.Of([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]).ShouldBe("image/png");
        ImageKind.Of([0xFF, 0xD8, 0xFF, 0xE0]).ShouldBe("image/jpeg");
        ImageKind.Of(Encoding.ASCII.GetBytes("RIFF1234WEBPVP8 ")).ShouldBe("image/webp");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("<!doctype html>")]
    [InlineData("GIF89a")]
    [InlineData("RIFF1234WAVE")]
    [InlineData("")]
    public void Should_Refuse_Everything_Else(string content) => ImageKind.Of(Encoding.ASCII.GetBytes(content)).ShouldBeNull();
}
