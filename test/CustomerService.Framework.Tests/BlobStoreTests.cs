using System.IO.Pipelines;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests;

public sealed class BlobStoreTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public async Task Should_Keep_The_Last_Of_Two_Who_Write_The_Same_File_At_Once()
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(DatabaseProvider.Sqlite);
        await host.RunAsync(
            TestHost.TenantA,
            async provider =>
            {
                var blobs = provider.GetRequiredService<IBlobStore>();
                var (first, second) = (new Pipe(), new Pipe());
                var saves = new[] { first, second }.Select(p => blobs.SaveAsync("files", Id, p.Reader.AsStream(), 100)).ToArray();
                await first.Writer.WriteAsync("one"u8.ToArray());
                await second.Writer.WriteAsync("two"u8.ToArray());
                await second.Writer.CompleteAsync();
                await saves[1];
                await first.Writer.CompleteAsync();
                await saves[0];

                await using var content = await blobs.OpenAsync("files", Id);
                using var reader = new StreamReader(content!);
                (await reader.ReadToEndAsync()).ShouldBe("one");
                blobs.ListOlderThan("files", DateTime.MaxValue).ShouldBe([Id]);
            }
        );
    }
}
