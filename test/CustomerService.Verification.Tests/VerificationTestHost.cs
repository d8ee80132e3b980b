using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Notifications.Mail;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using CustomerService.Verification.Lookups;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Verification;

/// <summary>Verification over stand-ins for the modules that it asks.</summary>
[DependsOn(typeof(VerificationModule))]
public sealed class VerificationTestModule : CustomerServiceModule;

internal static class VerificationTestHost
{
    public static readonly Guid Tenant = TestHost.TenantA;
    public static readonly Guid Admin = Guid.NewGuid();

    public static Task<TestHost> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) =>
        TestHost.CreateAsync<VerificationTestModule>(provider);

    public static Task<VerificationDto> CheckAsync(this TestHost host, string asked, Guid? tenant = null) =>
        host.RunAsync(tenant ?? Tenant, p => p.GetRequiredService<IVerificationAppService>().CheckAsync(new VerifyInput { Asked = asked }));

    public static Task<IReadOnlyList<FakeLookupDto>> FakesAsync(this TestHost host) =>
        host.RunAsAsync(Tenant, Admin, "admin", p => p.GetRequiredService<IVerificationAppService>().GetFakesAsync());
}

/// <summary>One mail was sent to li.lei@example.com; codes are five letters, a hyphen, five letters.</summary>
internal sealed class FakeMails : IMailIntegrationService, ISingletonDependency
{
    public const string Known = "PQRST-23456";
    public static readonly DateTime SentAt = new(2026, 10, 8, 9, 0, 0, DateTimeKind.Utc);

    public string? Sender => "help@cloud.example";

    public Task<MailCodeDto?> FindByCodeAsync(string typed, CancellationToken cancellationToken = default)
    {
        var code = typed.Trim().ToUpperInvariant();
        return Task.FromResult(
            code.Length == Known.Length && code[5] == '-'
                ? new MailCodeDto(code, code == Known ? new CodedMailDto("li.lei@example.com", SentAt) : null)
                : null
        );
    }
}

internal sealed class FakeCustomerReports : ICustomerReportIntegrationService, ISingletonDependency
{
    public const long Number = 1043;

    public List<CustomerReport> Filed { get; } = [];

    public Task<CustomerReportFiled> FileAsync(CustomerReport report, CancellationToken cancellationToken = default)
    {
        Filed.Add(report);
        return Task.FromResult(
            new CustomerReportFiled(Guid.NewGuid(), Number, Guid.NewGuid(), report.Email ?? "", Guid.NewGuid(), TicketPriority.Urgent)
        );
    }
}
