using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerService.Framework.Errors;
using CustomerService.Tenants.Transfer;

namespace CustomerService.Tenants.Tests.Transfer;

/// <summary>What comes from outside is compared with its manifest before a row of it is believed.</summary>
public sealed class ArchiveTests
{
    [Fact]
    public async Task Should_Read_What_Was_Written()
    {
        using var archive = await OpenAsync(await WriteAsync());
        archive.Manifest.Workspace.Slug.ShouldBe("acme");
        var rows = archive.Manifest.Entries.Single(e => e.Rows is not null);
        (rows.Rows, ArchiveReader.TableOf(rows)).ShouldBe((2, "Things"));
        using var text = new StreamReader(archive.Open(rows));
        (await text.ReadToEndAsync()).ShouldBe("{\"Name\":\"鼠标 <b>\"}\n{\"Name\":null}\n");
        ArchiveReader.FileOf(archive.Manifest.Entries.Single(e => e.Rows is null))!.Value.Container.ShouldBe("tickets");
    }

    [Fact]
    public async Task Should_Refuse_Another_Format_By_Its_Number()
    {
        var content = await ChangedAsync(m => m["format"] = 2);
        var error = await Should.ThrowAsync<BusinessException>(() => OpenAsync(content));
        (error.Code, error.Values["Format"]).ShouldBe((TenantsErrorCodes.ArchiveFormat, "2"));
    }

    [Theory]
    [InlineData("product", "\"Other\"")]
    [InlineData("workspace", "null")]
    [InlineData("entries", "null")]
    [InlineData("entries", "[]")]
    [InlineData("entries", "7")]
    public async Task Should_Refuse_A_Manifest_That_Is_None(string property, string value) =>
        await ShouldBeBrokenAsync(await ChangedAsync(m => m[property] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("sha256", "\"00\"")]
    [InlineData("bytes", "3")]
    [InlineData("name", "\"rows/Other.jsonl\"")]
    public async Task Should_Refuse_An_Entry_That_Is_Not_As_The_Manifest_Says(string property, string value) =>
        await ShouldBeBrokenAsync(await ChangedAsync(m => m["entries"]![0]![property] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("files/../tickets/0190a00000007000800000000000000a")]
    [InlineData("files/tickets/0190a000-0000-7000-8000-00000000000a")]
    [InlineData("rows/Things.jsonl/x")]
    public async Task Should_Refuse_Names_That_Are_Not_Its_Own(string name)
    {
        var content = await ChangedAsync(
            m => m["entries"]!.AsArray().Add(JsonNode.Parse($$"""{"name":"{{name}}","rows":null,"bytes":0,"sha256":"{{EmptyHash}}"}""")),
            zip => zip.CreateEntry(name)
        );
        await ShouldBeBrokenAsync(content);
    }

    [Fact]
    public async Task Should_Refuse_What_The_Manifest_Does_Not_Name() =>
        await ShouldBeBrokenAsync(await ChangedAsync(_ => { }, zip => zip.CreateEntry("rows/More.jsonl")));

    /// <summary>Sixty-four megabytes of nothing in sixty-four kilobytes.</summary>
    [Fact]
    public async Task Should_Refuse_What_Is_Made_To_Fill_A_Disk()
    {
        var content = await WriteAsync(new MemoryStream(new byte[64 * 1024 * 1024]), CompressionLevel.Optimal);
        content.Length.ShouldBeLessThan(200_000);
        await ShouldBeBrokenAsync(content);
    }

    [Fact]
    public async Task Should_Refuse_What_Is_No_Zip_Or_Only_Half_Of_One()
    {
        await ShouldBeBrokenAsync(new MemoryStream("no zip"u8.ToArray()));
        var whole = (await WriteAsync()).ToArray();
        await ShouldBeBrokenAsync(new MemoryStream(whole[..(whole.Length / 2)]));
    }

    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static Task<ArchiveReader> OpenAsync(MemoryStream content)
    {
        content.Position = 0;
        return ArchiveReader.OpenAsync(content, TestContext.Current.CancellationToken);
    }

    private static async Task ShouldBeBrokenAsync(MemoryStream content) =>
        (await Should.ThrowAsync<BusinessException>(() => OpenAsync(content))).Code.ShouldBe(TenantsErrorCodes.ArchiveBroken);

    internal static ArchiveManifest Manifest(string slug = "acme") =>
        new(
            ArchiveManifest.CurrentFormat,
            ArchiveManifest.CurrentProduct,
            "1",
            Guid.NewGuid(),
            new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc),
            new ArchiveWorkspace(Guid.NewGuid(), slug, "Acme", "en", ["en"], "Asia/Shanghai", "saas", "#2255aa", "{}", null, null),
            []
        );

    private static async Task<MemoryStream> WriteAsync(Stream? file = null, CompressionLevel level = CompressionLevel.NoCompression)
    {
        var content = new MemoryStream();
        using (var archive = new ArchiveWriter(content))
        {
            var name = new TransferColumn("Name", "TEXT", null, true);
            await archive.WriteRowsAsync(ArchiveManifest.RowsOf("Things"), [name], RowsAsync(), default);
            await archive.WriteFileAsync(ArchiveManifest.FileOf("tickets", Guid.NewGuid()), file ?? new MemoryStream([1, 2]), default);
            await archive.FinishAsync(Manifest(), default);
        }

        return level == CompressionLevel.NoCompression ? content : await RepackAsync(content, _ => { }, _ => { });
    }

    private static async IAsyncEnumerable<object?[]> RowsAsync()
    {
        await Task.CompletedTask;
        yield return ["\"鼠标 <b>\""];
        yield return [null];
    }

    private static async Task<MemoryStream> ChangedAsync(Action<JsonNode> change, Action<ZipArchive>? more = null) =>
        await RepackAsync(await WriteAsync(), change, more ?? (_ => { }));

    private static async Task<MemoryStream> RepackAsync(MemoryStream content, Action<JsonNode> change, Action<ZipArchive> more)
    {
        var changed = new MemoryStream();
        using (var from = new ZipArchive(content, ZipArchiveMode.Read))
        using (var to = new ZipArchive(changed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var bytes = new MemoryStream();
                await using (var read = entry.Open())
                {
                    await read.CopyToAsync(bytes);
                }

                if (entry.FullName == ArchiveManifest.FileName)
                {
                    var manifest = JsonNode.Parse(bytes.ToArray())!;
                    change(manifest);
                    bytes.SetLength(0);
                    bytes.Write(Encoding.UTF8.GetBytes(manifest.ToJsonString(JsonSerializerOptions.Web)));
                }

                await using var write = to.CreateEntry(entry.FullName).Open();
                bytes.Position = 0;
                await bytes.CopyToAsync(write);
            }

            more(to);
        }

        return changed;
    }
}
