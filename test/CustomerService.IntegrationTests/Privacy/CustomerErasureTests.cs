using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.IntegrationTests.Isolation;
using CustomerService.Tenants.Transfer;
using CustomerService.TestBase;
using CustomerService.Tickets;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Privacy;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.IntegrationTests.Privacy;

/// <summary>The right of access and the right to be forgotten: all of it, and nobody else's.</summary>
public sealed class CustomerErasureTests
{
    private const string Mark = "zwetschge";

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Hand_Out_All_That_Is_Known_And_Then_Forget_It(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await product.CreateTenantAsync("alpha");
        await FileAsync(product, tenant, $"lena@{Mark}.example", $"Lena {Mark}", $"My {Mark} is broken");
        await FileAsync(product, tenant, "max@other.example", "Max", "Something else");
        await MarkedTenant.DrainAsync(product);
        var (admin, lena) = (await IdAsync(product, tenant, "admin@alpha.example"), await IdAsync(product, tenant, $"lena@{Mark}.example"));
        (await FindMarksAsync(product, tenant)).Count.ShouldBeGreaterThan(4, "tables that know her");

        await AsAdminAsync(async service =>
        {
            await using var content = (await service.ExportAsync(lena)).Content;
            using var zip = new ZipArchive(content);
            zip.Entries.Count.ShouldBe(2);
            using var data = await JsonDocument.ParseAsync(zip.GetEntry("customer.json")!.Open());
            var ticket = data.RootElement.GetProperty("tickets").EnumerateArray().Single();
            ticket.GetProperty("subject").GetString().ShouldBe($"My {Mark} is broken");
            var file = ticket.GetProperty("messages")[0].GetProperty("files")[0];
            using var text = new StreamReader(zip.GetEntry(file.GetProperty("entry").GetString()!)!.Open());
            (await text.ReadToEndAsync()).ShouldBe(Mark);
        });
        var wrong = await Should.ThrowAsync<BusinessException>(() =>
            AsAdminAsync(s => s.EraseAsync(lena, new EraseCustomerInput { Email = "max@other.example" }))
        );
        wrong.Code.ShouldBe(TicketErrorCodes.ErasureAddress);

        await AsAdminAsync(s => s.EraseAsync(lena, new EraseCustomerInput { Email = $"LENA@{Mark}.example" }));
        await MarkedTenant.DrainAsync(product);
        (await FindMarksAsync(product, tenant)).ShouldBeEmpty();
        await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                var tickets = await db.Set<Ticket>().OrderBy(t => t.Number).ToListAsync();
                tickets.Select(t => t.RequesterName).ShouldBe(["Deleted customer", "Max"]);
                tickets[1].Subject.ShouldBe("Something else");
                (await db.Set<TicketAttachment>().SingleAsync()).TicketId.ShouldBe(tickets[1].Id);
                var files = p.GetRequiredService<IBlobContainer<TicketAttachment>>().ListOlderThanAsync(DateTime.MaxValue);
                (await files.CountAsync()).ShouldBe(1);
            }
        );

        if (provider == DatabaseProvider.PostgreSql)
        {
            await ShouldKeepTheLogOfEverybodyElseAsync(product, tenant, admin);
        }

        Task AsAdminAsync(Func<ICustomerDataAppService, Task> work) =>
            product.RunAsAsync(tenant.Id, admin, RoleNames.Admin, p => work(p.GetRequiredService<ICustomerDataAppService>()));
    }

    /// <summary>The owner's functions do for the serving role what they are made for, and nothing else.</summary>
    private static async Task ShouldKeepTheLogOfEverybodyElseAsync(Product product, TenantInfo tenant, Guid somebody)
    {
        foreach (var call in new[] { $"select redact_written_once('{somebody}', 'x')", "select erase_written_once()" })
        {
            var error = await Should.ThrowAsync<PostgresException>(() =>
                product.RunAsync(tenant.Id, p => p.GetRequiredService<CustomerServiceDbContext>().Database.ExecuteSqlRawAsync(call))
            );
            error.SqlState.ShouldBe("42501", call);
        }
    }

    private static Task FileAsync(Product product, TenantInfo tenant, string email, string name, string subject) =>
        product.RunAsync(
            tenant.Id,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = subject,
                            Body = $"{subject}. Regards, {name}",
                            Name = name,
                            Email = email,
                            Files =
                            [
                                new FileUpload
                                {
                                    FileName = "notes.txt",
                                    ContentType = "text/plain",
                                    Content = new MemoryStream(Encoding.UTF8.GetBytes(Mark)),
                                },
                            ],
                        }
                    )
        );

    private static Task<Guid> IdAsync(Product product, TenantInfo tenant, string email) =>
        product.RunAsync(tenant.Id, async p => (await p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync(email))!.Id);

    /// <summary>Every column of every table, whatever there will be.</summary>
    private static async Task<List<string>> FindMarksAsync(Product product, TenantInfo tenant)
    {
        using var change = product.Services.GetRequiredService<ICurrentTenant>().Change(tenant.Id);
        await using var scope = product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>();
        await using var snapshot = await WorkspaceSnapshot.OpenAsync(db, default);
        var found = new List<string>();
        foreach (var table in TransferModel.AllTables(db))
        {
            await foreach (var row in snapshot.ReadAsync(table))
            {
                found.AddRange(
                    table
                        .Columns.Where((_, i) => row[i] is string text && text.Contains(Mark, StringComparison.OrdinalIgnoreCase))
                        .Select(c => $"{table.Name}.{c.Name}")
                );
            }
        }

        return [.. found.Distinct()];
    }
}
