using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Files;
using CustomerService.Knowledge.Transfer;
using CustomerService.Notifications.Mail;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Tickets;
using CustomerService.Verification.Channels;
using CustomerService.Verification.Lookups;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>
/// Fills a tenant with something of everything; and writes a marker into every text of all its rows, whatever tables
/// there will be.
/// </summary>
internal static partial class MarkedTenant
{
    public const string Marker = "ZZOTHERTENANT";

    public static async Task FillAsync(Product product, TenantInfo tenant, int tickets)
    {
        var staff = await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var users = p.GetRequiredService<IUserIntegrationService>();
                await users.CreateStaffAsync($"lead@{tenant.Slug}.example", "Lead", "lead", Product.Password, "en");
                return await users.CreateStaffAsync($"agent@{tenant.Slug}.example", "Agent", "agent", Product.Password, "en");
            }
        );
        for (var i = 0; i < tickets; i++)
        {
            await FileAsync(product, tenant, i);
        }

        await product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<ITicketIntegrationService>()
                    .ImportAsync(
                        new ImportTicket(
                            "old-1",
                            "Old matter",
                            "It was so",
                            "Lena",
                            $"lena@{tenant.Slug}.example",
                            null,
                            null,
                            TicketChannel.Email,
                            DateTime.UtcNow.AddDays(-3),
                            ["urgent matter"],
                            [
                                new ImportMessage(DateTime.UtcNow.AddDays(-2), staff.Id, true, "Answered.", null),
                                new ImportMessage(DateTime.UtcNow.AddDays(-1), staff.Id, false, "A note.", null),
                            ],
                            TicketStatus.WaitingForCustomer,
                            null,
                            null,
                            staff.Id,
                            null,
                            null,
                            null
                        )
                    )
        );
        await product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<IPortalUploadAppService>()
                    .KeepAsync(
                        new UploadVisitor("lena's cookie", "127.0.0.1"),
                        new FileUpload { FileName = "waits.txt", Content = new MemoryStream("Not sent yet"u8.ToArray()) }
                    )
        );
        await product.RunAsAsync(
            tenant.Id,
            staff.Id,
            RoleNames.Admin,
            p =>
                p.GetRequiredService<IOfficialChannelAppService>()
                    .SaveAsync(new SaveChannelInput { Kind = ChannelKind.Phone, Name = "400-810-1234" })
        );
        await product.RunAsAsync(
            tenant.Id,
            staff.Id,
            RoleNames.Admin,
            async p =>
            {
                var article = (await p.GetRequiredService<IArticleAppService>().GetListAsync(new ArticleListInput())).Items[0];
                var words = Encoding.UTF8.GetBytes($"{(tenant.Slug == "alpha" ? Marker : "Own")} words");
                await p.GetRequiredService<IArticleFileAppService>()
                    .AddAsync(article.Id, new AddFileInput { FileName = "notes.txt", Content = new MemoryStream(words) });
            }
        );
        await product.RunAsAsync(
            tenant.Id,
            staff.Id,
            RoleNames.Admin,
            p => p.GetRequiredService<IKnowledgeTransferAppService>().BeginExportAsync()
        );
        await product.RunAsync(
            tenant.Id,
            p => p.GetRequiredService<IVerificationAppService>().CheckAsync(new VerifyInput { Asked = "evil.example" })
        );

        // Confirmations wait for the clocks.
        await Wait.UntilAsync(
            async () =>
            {
                await DrainAsync(product);
                return await product.RunAsync(
                    tenant.Id,
                    p => p.GetRequiredService<CustomerServiceDbContext>().Set<OutgoingMail>().AnyAsync(m => m.Key.StartsWith("accepted:"))
                );
            },
            "confirmations are written"
        );
    }

    public static async Task MarkAsync(Product product, TenantInfo tenant, ServerSettings settings)
    {
        var marked = 0;
        await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(IMultiTenant).IsAssignableFrom(t.ClrType) && !t.IsOwned()))
                {
                    var texts = type.GetProperties()
                        .Where(x => x.ClrType == typeof(string) && WordsPattern().IsMatch(x.Name) && !IsKey(type.GetTableName()!, x.Name))
                        .ToList();
                    if (texts.Count == 0)
                    {
                        continue;
                    }

                    var changes = string.Join(
                        ", ",
                        texts.Select(x => $"\"{x.Name}\" = substr('{Marker} ' || \"{x.Name}\", 1, {x.GetMaxLength() ?? int.MaxValue})")
                    );
                    marked += await ExecuteAsync(db, $"update \"{type.GetTableName()}\" set {changes} where \"TenantId\" = @tenant");
                }

                foreach (var (table, column) in LocalizedJson)
                {
                    await ExecuteAsync(
                        db,
                        $"update \"{table}\" set \"{column}\" = replace(\"{column}\", '\"En\":\"', '\"En\":\"{Marker} ') "
                            + $"where \"TenantId\" = @tenant"
                    );
                }

                await ExecuteAsync(
                    db,
                    $"update \"AuditLogs\" set \"Changes\" = replace(\"Changes\", ',\"', ',\"{Marker} ') where \"TenantId\" = @tenant"
                );
            }
        );
        marked.ShouldBeGreaterThan(100, "rows of the other tenant");

        // On PostgreSQL the product may not change what is written once.
        async Task<int> ExecuteAsync(CustomerServiceDbContext db, string sql)
        {
            if (settings.Provider == DatabaseProvider.Sqlite)
            {
                return await db.Database.ExecuteSqlRawAsync(sql, new SqliteParameter("tenant", db.TenantKey));
            }

            await using var connection = new NpgsqlConnection(settings.InspectorConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue("tenant", db.TenantKey);
            return await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task FileAsync(Product product, TenantInfo tenant, int number) =>
        await product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = $"Matter {number}",
                            Body = "It does not work.",
                            Name = "Lena",
                            Email = $"lena@{tenant.Slug}.example",
                            Files =
                            [
                                new FileUpload
                                {
                                    FileName = "notes.txt",
                                    ContentType = "text/plain",
                                    Content = new MemoryStream(
                                        Encoding.UTF8.GetBytes($"{(tenant.Slug == "alpha" ? Marker : "Own")} words")
                                    ),
                                },
                            ],
                        }
                    )
        );

    public static async Task DrainAsync(Product product)
    {
        while (
            await product.Services.GetRequiredService<OutboxDispatcher>().RunBatchAsync(default)
                + await product.Services.GetRequiredService<TimerSweeper>().RunBatchAsync(default)
            > 0
        ) { }
    }

    /// <summary>Words in both languages that live in JSON.</summary>
    private static readonly (string Table, string Column)[] LocalizedJson =
    [
        ("TicketRequestTypes", "Form"),
        ("TicketRefusalReasons", "Text"),
        ("TicketRefusals", "Text"),
    ];

    /// <summary>Names by which the program finds things, and JSON: no words for people as they stand.</summary>
    private static bool IsKey(string table, string column) =>
        (table, column) is ("IdentityRoles", "Name") or ("SettingValues", "Name") || LocalizedJson.Contains((table, column));

    [GeneratedRegex(
        "^(?!Normalized|Event)(.*(Name|NameEn|NameZh|Title|Subject|Body|BodyEn|BodyZh|Summary|"
            + "Text|Html|Keywords|Description|Comment|Email|Note|Reply|Query|Asked)|Who|Device)$"
    )]
    private static partial Regex WordsPattern();
}
