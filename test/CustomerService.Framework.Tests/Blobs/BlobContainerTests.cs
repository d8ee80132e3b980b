using System.IO.Pipelines;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.S3;
using CustomerService.TestBase;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.Blobs;

/// <summary>The same in a folder and in a bucket.</summary>
public sealed class BlobContainerTests(S3Server s3) : IClassFixture<S3Server>, IDisposable
{
    /// <summary>More than any buffer on the way.</summary>
    private const int Large = 17 * 1024 * 1024;

    private static readonly Guid Id = Guid.CreateVersion7();

    private readonly string _directory = Directory.CreateTempSubdirectory("customer-service-blobs-").FullName;

    public static TheoryData<string> Places => new("folder", "bucket");

    public void Dispose() => Directory.Delete(_directory, true);

    [Theory, MemberData(nameof(Places))]
    public async Task Should_Give_Back_What_Was_Saved_Last_And_Nothing_After_It_Was_Deleted(string place)
    {
        await using var app = Open(place);
        using var tenant = Enter(app, TestHost.TenantA);
        var (files, other) = (app.Services.GetRequiredService<IBlobContainer<Sample>>(), new byte[Large]);
        Random.Shared.NextBytes(other);
        (await files.SaveAsync(Id, new MemoryStream([1, 2, 3]), 3)).ShouldBe(3);
        (await files.SaveAsync(Id, new MemoryStream(other), Large)).ShouldBe(Large);
        (await ReadAsync(files)).ShouldBe(other);
        await files.DeleteAsync(Id);
        await files.DeleteAsync(Id);
        (await files.GetOrNullAsync(Id)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Should_Let_A_Reader_Move_About(string place)
    {
        await using var app = Open(place);
        using var tenant = Enter(app, TestHost.TenantA);
        var files = app.Services.GetRequiredService<IBlobContainer<Sample>>();
        await files.SaveAsync(Id, new MemoryStream([1, 2, 3]), 3);
        await using var content = (await files.GetOrNullAsync(Id))!;
        content.Length.ShouldBe(3);
        content.Seek(2, SeekOrigin.Begin);
        content.ReadByte().ShouldBe(3);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Should_Refuse_What_Is_Too_Large_And_Leave_Nothing(string place)
    {
        await using var app = Open(place);
        using var tenant = Enter(app, Guid.CreateVersion7());
        var files = app.Services.GetRequiredService<IBlobContainer<Sample>>();
        var save = () => files.SaveAsync(Id, new MemoryStream([1, 2, 3]), 2);
        (await save.ShouldThrowAsync<BusinessException>()).Code.ShouldBe(FrameworkErrorCodes.FileTooLarge);
        (await files.GetOrNullAsync(Id)).ShouldBeNull();
        (await files.ListOlderThanAsync(DateTime.MaxValue).ToListAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Should_Keep_Tenants_And_Containers_Apart(string place)
    {
        await using var app = Open(place);
        var (mine, theirs) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var files = app.Services.GetRequiredService<IBlobContainer<Sample>>();
        using (Enter(app, mine))
        {
            await files.SaveAsync(Id, new MemoryStream([1]), 1);
            (await app.Services.GetRequiredService<IBlobContainer<Other>>().GetOrNullAsync(Id)).ShouldBeNull();
        }

        using (Enter(app, theirs))
        {
            (await files.GetOrNullAsync(Id)).ShouldBeNull();
            (await files.ListOlderThanAsync(DateTime.MaxValue).ToListAsync()).ShouldBeEmpty();
            await files.DeleteAsync(Id);
        }

        using (Enter(app, mine))
        {
            (await ReadAsync(files)).ShouldBe([1]);
        }
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Should_List_What_Is_Older_Than_An_Instant(string place)
    {
        await using var app = Open(place);
        using var tenant = Enter(app, Guid.CreateVersion7());
        var files = app.Services.GetRequiredService<IBlobContainer<Sample>>();
        var ids = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var id in ids)
        {
            await files.SaveAsync(id, new MemoryStream([1]), 1);
        }

        (await files.ListOlderThanAsync(DateTime.UtcNow.AddMinutes(1)).ToListAsync()).ShouldBe(ids, ignoreOrder: true);
        (await files.ListOlderThanAsync(DateTime.UtcNow.AddMinutes(-1)).ToListAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Should_Keep_The_Last_Of_Two_Who_Write_The_Same_File_At_Once(string place)
    {
        await using var app = Open(place);
        using var tenant = Enter(app, TestHost.TenantA);
        var files = app.Services.GetRequiredService<IBlobContainer<Sample>>();
        var (first, second) = (new Pipe(), new Pipe());
        var saves = new[] { first, second }.Select(p => files.SaveAsync(Id, p.Reader.AsStream(), 100)).ToArray();
        await first.Writer.WriteAsync("one"u8.ToArray());
        await second.Writer.WriteAsync("two"u8.ToArray());
        await second.Writer.CompleteAsync();
        await saves[1];
        await first.Writer.CompleteAsync();
        await saves[0];
        (await ReadAsync(files)).ShouldBe("one"u8.ToArray());
    }

    [Fact]
    public async Task Should_Say_When_The_Bucket_Does_Not_Answer()
    {
        await using var app = Open("bucket", endpoint: "http://127.0.0.1:9");
        using var tenant = Enter(app, TestHost.TenantA);
        var files = app.Services.GetRequiredService<IBlobContainer<Sample>>();
        Func<Task>[] calls = [() => files.SaveAsync(Id, new MemoryStream([1]), 1), () => files.GetOrNullAsync(Id)];
        foreach (var call in calls)
        {
            var refusal = await call.ShouldThrowAsync<BusinessException>();
            (refusal.Code, refusal.Kind).ShouldBe((FrameworkErrorCodes.FilesUnavailable, ErrorKind.Unavailable));
        }

        (await DoctorAsync(app)).Verdict.ShouldBe(DoctorVerdict.Failed);
    }

    [Theory, InlineData("files", true), InlineData("none-such", false)]
    public async Task Should_Tell_The_Doctor_Whether_The_Bucket_Takes_Files(string bucket, bool isThere)
    {
        await using var app = Open("bucket", bucket);
        (await DoctorAsync(app)).Verdict.ShouldBe(isThere ? DoctorVerdict.Ok : DoctorVerdict.Failed);
    }

    private static Task<DoctorResult> DoctorAsync(WebApplication app) =>
        app.Services.GetServices<IDoctorCheck>().Single(c => c.Name == "bucket").RunAsync();

    private static IDisposable Enter(WebApplication app, Guid tenant) => app.Services.GetRequiredService<ICurrentTenant>().Change(tenant);

    private static async Task<byte[]> ReadAsync(IBlobContainer<Sample> files)
    {
        await using var content = (await files.GetOrNullAsync(Id))!;
        var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private WebApplication Open(string place, string bucket = "files", string? endpoint = null)
    {
        var settings = new Dictionary<string, string?> { ["Data:Directory"] = _directory };
        if (place == "bucket")
        {
            s3.Require();
            settings["Blobs:S3:Bucket"] = bucket;
            settings["Blobs:S3:Endpoint"] = endpoint ?? s3.Address;
            settings["Blobs:S3:AccessKey"] = settings["Blobs:S3:SecretKey"] = S3Server.Key;
            settings["Blobs:S3:Prefix"] = "customer-service/";
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        ModuleLoader.AddModules(builder, [typeof(FrameworkS3Module)]);
        return builder.Build();
    }

    [BlobContainerName("samples")]
    private sealed class Sample;

    [BlobContainerName("others")]
    private sealed class Other;
}
