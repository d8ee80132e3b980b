using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Portal;

/// <summary>What customers report by another way than a form is urgent, of high risk, and keeps its note among colleagues.</summary>
public sealed class CustomerReportTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_File_An_Urgent_Ticket_Of_High_Risk(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var filed = await FileAsync(host, "Li Lei", "li@customer.example");
        var ticket = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().SingleAsync()
        );
        (ticket.Risk, ticket.Priority, ticket.Number, ticket.RequesterEmail).ShouldBe(
            (TicketGrade.High, TicketPriority.Urgent, filed.Number, "li@customer.example")
        );
        (await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<ITicketIntegrationService>().GetTagsAsync([ticket.Id])))[ticket.Id]
            .ShouldBe(["fraud-report"]);

        var seen = await host.RunAsAsync(
            TestHost.TenantA,
            filed.RequesterId,
            "customer",
            s => s.GetRequiredService<IPortalTicketAppService>().GetAsync(filed.Number)
        );
        seen.Fields.ShouldBe([new FieldValueDto("asked", "What was checked", "evil.example")]);
        seen.Messages.ShouldHaveSingleItem().Html.ShouldContain("They wanted 500");
        var staff = await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Bob,
            "agent",
            s => s.GetRequiredService<ITicketAppService>().GetAsync(filed.Number)
        );
        staff.Timeline.ShouldContain(i => i.Kind == TimelineKind.Note && i.Html.Contains("asked 7 times"));
    }

    [Fact]
    public async Task Should_Need_To_Know_Whom_To_Answer()
    {
        await using var host = await Desk.OpenAsync();
        (await Should.ThrowAsync<BusinessException>(() => FileAsync(host, "Li Lei", null))).Code.ShouldBe(TicketErrorCodes.RequesterNeeded);
    }

    private static Task<CustomerReportFiled> FileAsync(TestHost host, string? name, string? email) =>
        host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<ICustomerReportIntegrationService>()
                    .FileAsync(
                        new CustomerReport(
                            "Somebody speaks in our name",
                            "They wanted 500.",
                            [new FieldValueDto("asked", "What was checked", "evil.example")],
                            "asked 7 times",
                            "fraud-report",
                            name,
                            email
                        )
                    )
        );
}
