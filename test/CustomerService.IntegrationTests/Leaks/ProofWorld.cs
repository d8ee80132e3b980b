using System.Text;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using CustomerService.Tickets.Merging;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>
/// A company with one customer, and requests that were filed under that customer's address by somebody who is not signed in: the
/// filer has the link that the form gave him, the owner of the address the mailed one.
/// </summary>
internal sealed class ProofWorld(TestSmtpServer smtp, ServerSettings settings, Product product, TenantInfo tenant, ServerProcess server)
    : IAsyncDisposable
{
    public const string Victim = "vera@example.com";

    private readonly Guid _agent = Guid.NewGuid();

    public TestSmtpServer Smtp => smtp;

    public static async Task<ProofWorld> OpenAsync(DatabaseProvider provider)
    {
        var smtp = new TestSmtpServer();
        var settings = await ServerSettings.CreateAsync(provider);
        settings.SendMailTo(smtp, "help@alpha.example");
        var product = await Product.OpenAsync(settings);
        var tenant = await product.CreateTenantAsync("alpha");
        await product.RunAsync(
            tenant.Id,
            p => p.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync(Victim, "Vera Real Name", "en")
        );
        return new ProofWorld(smtp, settings, product, tenant, await ServerProcess.StartAsync(settings));
    }

    public HttpClient Browser(string host = "alpha.localhost") => server.Client(host);

    /// <param name="file">Name of a file that comes with it, and what stands in it.</param>
    public Task<PortalTicketCreatedDto> FileAsync(string type, string body, string? file = null) =>
        product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = type,
                            Subject = "My account",
                            Body = body,
                            Name = "V.",
                            Email = Victim,
                            Fields = Needed(p, type),
                            Files = file is null ? [] : [TextFile(file)],
                        }
                    )
        );

    public string FilerLink(PortalTicketCreatedDto t) =>
        Link(l => l.CreateForFiler(t.RequesterId, $"/requests/{t.Number}", TimeSpan.FromDays(1), t.Id));

    public string MailLink(PortalTicketCreatedDto t) =>
        Link(l => l.Create(t.RequesterId, $"/requests/{t.Number}", TimeSpan.FromDays(1), t.Id));

    public Task ReplyAsync(Guid id, string body) =>
        AsAgentAsync(p => p.GetRequiredService<ITicketAppService>().ReplyAsync(new ReplyInput { TicketId = id, Body = body }));

    /// <summary>The agent's answer, or note, with a file.</summary>
    public Task SendAsync(Guid id, string file, bool isNote = false) =>
        AsAgentAsync(async p =>
        {
            var tickets = p.GetRequiredService<ITicketAppService>();
            var upload = await tickets.UploadAsync(id, TextFile(file));
            await (
                isNote
                    ? tickets.AddNoteAsync(
                        new NoteInput
                        {
                            TicketId = id,
                            Body = "See the file",
                            AttachmentIds = [upload.Id],
                        }
                    )
                    : tickets.ReplyAsync(
                        new ReplyInput
                        {
                            TicketId = id,
                            Body = "See the file",
                            AttachmentIds = [upload.Id],
                        }
                    )
            );
        });

    /// <summary>A file of the agent that waits to be sent.</summary>
    public Task UploadAsync(Guid id, string file) =>
        AsAgentAsync(p => p.GetRequiredService<ITicketAppService>().UploadAsync(id, TextFile(file)));

    /// <summary>All files of the company: name and id.</summary>
    public async Task<Dictionary<string, Guid>> FilesAsync() =>
        await product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<FileRow>(
                        $"""select "FileName", "Id" from "TicketAttachments" where "TenantId" = {tenant.Id} and "FileName" <> ''"""
                    )
                    .ToDictionaryAsync(f => f.FileName, f => f.Id)
        );

    public async Task<TenantInfo> OpenOtherCompanyAsync(string slug) => await product.CreateTenantAsync(slug);

    public Task SolveAsync(Guid id) =>
        AsAgentAsync(p =>
            p.GetRequiredService<ITicketAppService>()
                .ReplyAsync(
                    new ReplyInput
                    {
                        TicketId = id,
                        Body = "Solved.",
                        StatusAfter = TicketStatus.Resolved,
                    }
                )
        );

    public Task MergeAsync(Guid from, Guid into) =>
        AsAgentAsync(p => p.GetRequiredService<ITicketMergeAppService>().MergeAsync(new MergeInput { TicketIds = [from], IntoId = into }));

    public async Task<TicketDto> DeskAsync(long number)
    {
        TicketDto? found = null;
        await AsAgentAsync(async p => found = await p.GetRequiredService<ITicketAppService>().GetAsync(number));
        return found!;
    }

    /// <summary>With the claims that the filer's link gives, past every page.</summary>
    public Task AsFilerAsync(PortalTicketCreatedDto t, Func<IPortalTicketAppService, Task> work) =>
        product.RunAsAsync(
            tenant.Id,
            t.RequesterId,
            RoleNames.Customer,
            p => work(p.GetRequiredService<IPortalTicketAppService>()),
            new(IdentityClaims.OnlyTicket, t.Id.ToString()),
            new(IdentityClaims.Unproven, "true")
        );

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await product.DisposeAsync();
        await settings.DisposeAsync();
        await smtp.DisposeAsync();
    }

    private Task AsAgentAsync(Func<IServiceProvider, Task> work) => product.RunAsAsync(tenant.Id, _agent, RoleNames.Admin, work);

    private string Link(Func<IAccessLinkService, string> make)
    {
        using var there = product.Services.GetRequiredService<ICurrentTenant>().Change(tenant.Id);
        return make(product.Services.GetRequiredService<IAccessLinkService>());
    }

    /// <summary>What the form of the type demands.</summary>
    private static Dictionary<string, string> Needed(IServiceProvider p, string type)
    {
        var fields = p.GetRequiredService<IPortalTicketAppService>().FindRequestTypeAsync(type).GetAwaiter().GetResult()!.Fields;
        var answers = new Dictionary<string, string>();
        foreach (var field in fields.Where(f => f is { IsRequired: true, ShownWhen: null } && f.Kind != FormFieldKind.Attachment))
        {
            answers[field.Key] = field.Options is [var first, ..]
                ? first.Value
                : field.Kind switch
                {
                    FormFieldKind.Number => "1",
                    FormFieldKind.Date => "2026-01-01",
                    _ when field.Rule?.Format == FieldFormat.Email => Victim,
                    _ when field.Rule?.Format == FieldFormat.Phone => "+49 30 123456",
                    _ => "something",
                };
        }

        return answers;
    }

    private static FileUpload TextFile(string name) =>
        new()
        {
            FileName = name,
            ContentType = "text/plain",
            Content = new MemoryStream(Encoding.UTF8.GetBytes($"words in {name}")),
        };

    private sealed record FileRow(string FileName, Guid Id);
}
