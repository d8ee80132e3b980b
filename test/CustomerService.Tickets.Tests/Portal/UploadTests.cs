using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tickets.Tests.Portal;

/// <summary>Files of a form come in pieces, wait for it, go with it once, and are nobody else's.</summary>
public sealed class UploadTests
{
    private const int Piece = TicketLimits.UploadPiece;

    private static readonly UploadVisitor Lena = new("lena's cookie", "203.0.113.1");

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Put_The_Pieces_Together_And_Use_Them_Once(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var file = Pdf(Piece + (Piece / 2));
        var id = await BeginAsync(host, "report.pdf", file.Length);
        (await AppendAsync(host, id, 0, file[..Piece])).Received.ShouldBe(Piece);
        (await Should.ThrowAsync<BusinessException>(() => SendAsync(host, Lena, id))).Code.ShouldBe(
            TicketErrorCodes.FileGone,
            "it is not here as a whole"
        );
        (await AppendAsync(host, id, Piece, file[Piece..])).IsComplete.ShouldBeTrue();

        await SendAsync(host, Lena, id);
        var attachment = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<TicketAttachment>().SingleAsync()
        );
        (attachment.FileName, attachment.ContentType, attachment.Size).ShouldBe(("report.pdf", "application/pdf", file.Length));
        await using (
            var content = await host.RunAsync(
                TestHost.TenantA,
                s => s.GetRequiredService<IBlobContainer<TicketAttachment>>().GetOrNullAsync(attachment.Id)
            )
        )
        {
            (await SHA256.HashDataAsync(content!)).ShouldBe(SHA256.HashData(file));
        }

        (await PiecesAsync(host)).ShouldBeEmpty();
        (await Should.ThrowAsync<BusinessException>(() => SendAsync(host, Lena, id))).Code.ShouldBe(TicketErrorCodes.FileGone);
        (await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().CountAsync())).ShouldBe(
            1
        );
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_One_Of_Two_Who_Send_The_Same(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var id = await BeginAsync(host, "report.pdf", 5000);
        var pieces = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(() => AppendAsync(host, id, 0, Pdf(5000)))));
        pieces.Count(worked => worked).ShouldBe(1);
        (await PiecesAsync(host)).Count.ShouldBe(1);

        var forms = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(() => SendAsync(host, Lena, id))));
        forms.Count(worked => worked).ShouldBe(1);
        (
            await host.RunAsync(
                TestHost.TenantA,
                s => s.GetRequiredService<CustomerServiceDbContext>().Set<TicketAttachment>().CountAsync()
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Should_Go_On_Only_From_Where_It_Stopped()
    {
        await using var host = await Desk.OpenAsync();
        var id = await BeginAsync(host, "report.pdf", 9000);
        await AppendAsync(host, id, 0, Pdf(5000));
        foreach (var offset in new[] { 0, 4999, 5001, 9000 })
        {
            (await Should.ThrowAsync<BusinessException>(() => AppendAsync(host, id, offset, Pdf(100)))).Kind.ShouldBe(ErrorKind.Conflict);
        }

        (await Should.ThrowAsync<BusinessException>(() => AppendAsync(host, id, 5000, Pdf(4001)))).Code.ShouldBe(
            FrameworkErrorCodes.FileTooLarge,
            "more than was announced"
        );
        (await GetAsync(host, Lena, id)).Single().Received.ShouldBe(5000);
        (await PiecesAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Show_A_Visitors_Files_To_Nobody_Else()
    {
        await using var host = await Desk.OpenAsync();
        var id = await BeginAsync(host, "report.pdf", 5000);
        await AppendAsync(host, id, 0, Pdf(5000));
        var other = Lena with { Secret = "another cookie" };

        (await GetAsync(host, other, id)).ShouldBeEmpty();
        (await host.RunAsync(TestHost.TenantB, s => s.GetRequiredService<IPortalUploadAppService>().GetAsync(Lena, [id]))).ShouldBeEmpty();
        (await Should.ThrowAsync<BusinessException>(() => AppendAsync(host, id, 5000, Pdf(1), other))).Kind.ShouldBe(ErrorKind.NotFound);
        (await Should.ThrowAsync<BusinessException>(() => SendAsync(host, other, id))).Code.ShouldBe(TicketErrorCodes.FileGone);
        (await Should.ThrowAsync<BusinessException>(() => SendAsync(host, null, id))).Code.ShouldBe(TicketErrorCodes.FileGone);
        await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<IPortalUploadAppService>().RemoveAsync(other, id));
        (await GetAsync(host, Lena, id)).Count.ShouldBe(1);

        await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<IPortalUploadAppService>().RemoveAsync(Lena, id));
        (await GetAsync(host, Lena, id)).ShouldBeEmpty();
        (await PiecesAsync(host)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("evil.exe", 100, TicketErrorCodes.FileNotAllowed)]
    [InlineData("report.pdf", 0, TicketErrorCodes.FileEmpty)]
    [InlineData("report.pdf", TicketLimits.FileBytes + 1, TicketErrorCodes.FileTooLarge)]
    public async Task Should_Refuse_At_Once_What_Could_Never_Be_Taken(string name, long size, string code)
    {
        await using var host = await Desk.OpenAsync();
        (await Should.ThrowAsync<BusinessException>(() => BeginAsync(host, name, size))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Should_Refuse_With_The_First_Piece_What_Is_Not_What_It_Says()
    {
        await using var host = await Desk.OpenAsync();
        var id = await BeginAsync(host, "photo.png", 2 * Piece);
        (await Should.ThrowAsync<BusinessException>(() => AppendAsync(host, id, 0, Encoding.UTF8.GetBytes("MZ")))).Kind.ShouldBe(
            ErrorKind.Conflict,
            "too little to see what it is"
        );
        (await Should.ThrowAsync<BusinessException>(() => AppendAsync(host, id, 0, [.. "MZ"u8, .. new byte[5000]]))).Code.ShouldBe(
            TicketErrorCodes.FileNotWhatItSays
        );
        (await GetAsync(host, Lena, id)).ShouldBeEmpty();
        (await PiecesAsync(host)).ShouldBeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Let_Nobody_Fill_The_Disk_With_Files_That_Are_Never_Sent(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        for (var i = 0; i < TicketLimits.UploadsOfVisitor; i++)
        {
            await BeginAsync(host, "a.pdf", 1);
        }

        (await Should.ThrowAsync<BusinessException>(() => BeginAsync(host, "a.pdf", 1))).Code.ShouldBe(TicketErrorCodes.TooManyUploads);

        // A new cookie lifts the visitor's limit, not the network's: what has arrived counts, not what was announced.
        for (var i = 0; i * TicketLimits.FileBytes < TicketLimits.UploadBytesOfNetwork * 2; i++)
        {
            await BeginAsync(host, "a.pdf", TicketLimits.FileBytes, Lena with { Secret = $"cookie {i}" });
        }

        var fresh = Lena with { Secret = "fresh" };
        await ArriveAsync(host, Lena, TicketLimits.UploadBytesOfNetwork - 4999);
        var id = await BeginAsync(host, "a.pdf", 5000, fresh);
        (await Should.ThrowAsync<BusinessException>(() => AppendAsync(host, id, 0, Pdf(5000), fresh))).Code.ShouldBe(
            TicketErrorCodes.TooManyUploads
        );
        var neighbour = new UploadVisitor("somebody", "203.0.113.2");
        await AppendAsync(host, await BeginAsync(host, "a.pdf", 5000, neighbour), 0, Pdf(5000), neighbour);

        // What was never sent is gone after a day, and the room is there again.
        host.Time.Advance(TicketLimits.UploadLifetime + TimeSpan.FromMinutes(1));
        await CleanAsync(host);
        await BeginAsync(host, "a.pdf", 1);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Let_Nobody_Close_A_Companys_Forms_To_The_Others(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);

        // As many networks as it takes to fill the tenant's room, each with two files.
        var networks = (int)(TicketLimits.UploadBytesOfTenant / TicketLimits.UploadBytesOfNetwork) + 1;
        var share = TicketLimits.UploadBytesOfTenant / networks;
        for (var i = 0; i < networks; i++)
        {
            var crowd = new UploadVisitor("x", $"198.51.100.{i}");
            await BeginAsync(host, "old.pdf", 5000, crowd);
            await ArriveAsync(host, crowd, share - TicketLimits.FileBytes);
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await BeginAsync(host, "new.pdf", 5000, crowd);
            await ArriveAsync(host, crowd, TicketLimits.FileBytes);
        }

        var id = await BeginAsync(host, "mine.pdf", 5000);
        (await AppendAsync(host, id, 0, Pdf(5000))).IsComplete.ShouldBeTrue("the newcomer holds less than any of them");
        var names = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<Upload>().Select(u => u.FileName).ToListAsync()
        );
        names.Count(n => n == "old.pdf").ShouldBe(networks, "the newest file of the heaviest network gives way");
        names.Count(n => n == "new.pdf").ShouldBe(networks - 1);
    }

    /// <summary>As if the visitor's newest announced file had come with so many bytes.</summary>
    private static Task ArriveAsync(TestHost host, UploadVisitor visitor, long bytes) =>
        host.RunAsync(
            TestHost.TenantA,
            async s =>
            {
                var db = s.GetRequiredService<CustomerServiceDbContext>();
                var network = s.GetRequiredService<UploadStore>().Hash(visitor.Network);
                var announced = db.Set<Upload>().Where(u => u.Network == network && u.Received == 0);
                var id = await announced.OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync();
                await db.Set<Upload>().Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.Received, bytes));
            }
        );

    [Fact]
    public async Task Should_Clean_Up_What_Was_Abandoned_And_Nothing_Else()
    {
        await using var host = await Desk.OpenAsync();
        await AppendAsync(host, await BeginAsync(host, "old.pdf", 5000), 0, Pdf(5000));
        host.Time.Advance(TicketLimits.UploadLifetime - TimeSpan.FromHours(1));
        var fresh = await BeginAsync(host, "fresh.pdf", 5000);
        await AppendAsync(host, fresh, 0, Pdf(5000));
        var pieces = await PiecesAsync(host);
        Age(host, pieces[0]);
        host.Time.Advance(TimeSpan.FromHours(2));
        await CleanAsync(host);
        (await PiecesAsync(host)).ShouldBe([pieces[1]]);
        await SendAsync(host, Lena, fresh);
    }

    [Fact]
    public async Task Should_Keep_The_Good_Files_Of_A_Form_That_Came_Back()
    {
        await using var host = await Desk.OpenAsync();
        var kept = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<IPortalUploadAppService>().KeepAsync(Lena, File("notes.txt", "hello"u8.ToArray()))
        );
        kept.IsComplete.ShouldBeTrue();
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsync(
                    TestHost.TenantA,
                    s => s.GetRequiredService<IPortalUploadAppService>().KeepAsync(Lena, File("photo.png", "MZ"u8.ToArray()))
                )
            )
        ).Code.ShouldBe(TicketErrorCodes.FileNotWhatItSays);
        (await PiecesAsync(host)).Count.ShouldBe(1);
        await SendAsync(host, Lena, kept.Id);
        (
            await host.RunAsync(
                TestHost.TenantA,
                s => s.GetRequiredService<CustomerServiceDbContext>().Set<TicketAttachment>().SingleAsync()
            )
        ).FileName.ShouldBe("notes.txt");
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (BusinessException)
        {
            return false;
        }
    }

    private static async Task<Guid> BeginAsync(TestHost host, string name, long size, UploadVisitor? visitor = null) =>
        (
            await host.RunAsync(
                TestHost.TenantA,
                s =>
                    s.GetRequiredService<IPortalUploadAppService>()
                        .BeginAsync(
                            new BeginUploadInput
                            {
                                Visitor = visitor ?? Lena,
                                FileName = name,
                                Size = size,
                            }
                        )
            )
        ).Id;

    private static Task<PortalUploadDto> AppendAsync(TestHost host, Guid id, long offset, byte[] bytes, UploadVisitor? visitor = null) =>
        host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<IPortalUploadAppService>()
                    .AppendAsync(
                        new AppendUploadInput
                        {
                            Visitor = visitor ?? Lena,
                            Id = id,
                            Offset = offset,
                            Content = new MemoryStream(bytes),
                        }
                    )
        );

    private static Task<IReadOnlyList<PortalUploadDto>> GetAsync(TestHost host, UploadVisitor visitor, Guid id) =>
        host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<IPortalUploadAppService>().GetAsync(visitor, [id]));

    private static Task<PortalTicketCreatedDto> SendAsync(TestHost host, UploadVisitor? visitor, Guid id) =>
        host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "With a file",
                            Body = "See there",
                            Name = "Lena",
                            Email = "lena@customer.example",
                            Uploaded = [new UploadedFileInput { Id = id }],
                            Visitor = visitor,
                        }
                    )
        );

    private static Task<List<Guid>> PiecesAsync(TestHost host) =>
        host.RunAsync(
            TestHost.TenantA,
            async s => await s.GetRequiredService<IBlobContainer<UploadPiece>>().ListOlderThanAsync(DateTime.MaxValue).Order().ToListAsync()
        );

    private static Task CleanAsync(TestHost host) =>
        host.Services.GetServices<HangfireBackgroundWorkerBase>().Single(w => w.RecurringJobId == "tickets.cleanup").DoWorkAsync();

    /// <summary>Files carry the machine's time, not the test's.</summary>
    private static void Age(TestHost host, Guid piece)
    {
        var folder = host.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory;
        Directory.GetFiles(folder, piece.ToString("N"), SearchOption.AllDirectories).ShouldHaveSingleItem();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "blobs"), "*", SearchOption.AllDirectories))
        {
            System.IO.File.SetLastWriteTimeUtc(
                file,
                file.EndsWith(piece.ToString("N"), StringComparison.Ordinal) ? host.Time.Now - TicketLimits.UploadLifetime : host.Time.Now
            );
        }
    }

    private static FileUpload File(string name, byte[] content) => new() { FileName = name, Content = new MemoryStream(content) };

    private static byte[] Pdf(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        "%PDF-1.7"u8[..Math.Min(8, length)].CopyTo(bytes);
        return bytes;
    }
}
