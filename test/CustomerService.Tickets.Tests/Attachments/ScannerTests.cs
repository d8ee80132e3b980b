using System.Text;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Tests.Import;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Attachments;

/// <summary>With a scanner beside it that speaks clamd's protocol.</summary>
public sealed class ScannerTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_The_Message_Without_The_Virus_And_Say_So(DatabaseProvider provider)
    {
        using var clamd = new FakeClamd();
        await using var host = await OpenAsync(provider, clamd.Address);
        var ticket = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<ITicketIntegrationService>().ImportAsync(ImportTests.Ticket(1))
        );
        var good = await UploadAsync(host, ticket.Id, "log.txt", Encoding.UTF8.GetBytes(new string('x', 200_000)));
        var bad = await UploadAsync(host, ticket.Id, "invoice.txt", [.. "see below\n"u8, .. FakeClamd.Eicar]);
        (good.Threat, bad.Threat, bad.FileName).ShouldBe((null, "Eicar-Test-Signature", "invoice.txt"));

        await using (var content = (await OpenAsync(host, good.Id)).Content)
        {
            content.Length.ShouldBe(200_000);
        }

        var refusal = await Should.ThrowAsync<BusinessException>(() => OpenAsync(host, bad.Id));
        (refusal.Code, refusal.Values["Threat"]).ShouldBe((TicketErrorCodes.FileQuarantined, "Eicar-Test-Signature"));
        await host.RunAsync(
            TestHost.TenantA,
            async s =>
                (await s.GetRequiredService<IBlobContainer<TicketAttachment>>().GetOrNullAsync(bad.Id)).ShouldBeNull(
                    "nothing of it is kept"
                )
        );
        (await DoctorAsync(host)).Verdict.ShouldBe(DoctorVerdict.Ok);
    }

    [Fact]
    public async Task Should_Not_Take_A_File_That_Nobody_Looked_At()
    {
        using var clamd = new FakeClamd { Always = "INSTREAM size limit exceeded. ERROR" };
        await using var host = await OpenAsync(DatabaseProvider.Sqlite, clamd.Address);
        var ticket = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<ITicketIntegrationService>().ImportAsync(ImportTests.Ticket(1))
        );
        var upload = () => UploadAsync(host, ticket.Id, "a.txt", "hello"u8.ToArray());
        (await Should.ThrowAsync<BusinessException>(upload)).Code.ShouldBe(FrameworkErrorCodes.ScannerUnavailable);
        clamd.Dispose();
        (await Should.ThrowAsync<BusinessException>(upload)).Code.ShouldBe(FrameworkErrorCodes.ScannerUnavailable);
        (await DoctorAsync(host)).Verdict.ShouldBe(DoctorVerdict.Failed);
    }

    [Fact]
    public async Task Should_Scan_Nothing_Unless_The_Operator_Says_So()
    {
        await using var host = await OpenAsync(DatabaseProvider.Sqlite, "");
        var ticket = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<ITicketIntegrationService>().ImportAsync(ImportTests.Ticket(1))
        );
        (await UploadAsync(host, ticket.Id, "a.txt", FakeClamd.Eicar)).Threat.ShouldBeNull();
    }

    private static async Task<TestHost> OpenAsync(DatabaseProvider provider, string address)
    {
        var host = await Desk.OpenAsync(provider);
        host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ScannerOptions>>().Value.Address = address;
        return host;
    }

    private static Task<AttachmentDto> UploadAsync(TestHost host, Guid ticket, string name, byte[] content) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            s =>
                s.GetRequiredService<ITicketAppService>()
                    .UploadAsync(ticket, new FileUpload { FileName = name, Content = new MemoryStream(content) })
        );

    private static Task<AttachmentContent> OpenAsync(TestHost host, Guid id) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Alice, "lead", s => s.GetRequiredService<IAttachmentAppService>().OpenAsync(id));

    private static async Task<DoctorResult> DoctorAsync(TestHost host) =>
        await host.Services.GetServices<IDoctorCheck>().Single(c => c.Name == "scanner").RunAsync();
}
