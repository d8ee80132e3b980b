using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.Localization;

namespace CustomerService.Verification.Lookups;

/// <summary>
/// Turns "I was contacted by this" into a ticket: what was asked and what became of it for the customer, how far it has
/// spread for those who work on it.
/// </summary>
internal sealed class FakeReports(ICustomerReportIntegrationService tickets, IStringLocalizer localizer) : ITransientDependency
{
    /// <summary>Views, policies and routing rules find such reports by it.</summary>
    private const string Tag = "fraud-report";

    private const int ShownLength = 80;

    public async Task<ReportedDto> FileAsync(ReportFakeInput input, Verdict verdict, FakeLookup? known, CancellationToken cancellationToken)
    {
        var asked = input.Asked.Trim();
        var filed = await tickets.FileAsync(
            new CustomerReport(
                localizer.Format(
                    "Verification.Report.Subject",
                    ("Asked", asked.Length > ShownLength ? WellFormed.Cut(asked, ShownLength) + "…" : asked)
                ),
                input.Story,
                [
                    new FieldValueDto("asked", localizer["Verification.Fakes.Asked"], asked),
                    new FieldValueDto("verdict", localizer["Verification.Fakes.Verdict"], localizer.Enum(verdict)),
                ],
                localizer.Format(
                    "Verification.Report.Note",
                    ("Asked", asked),
                    ("Times", known?.Times ?? 0),
                    ("Reports", (known?.Reports ?? 0) + 1),
                    ("Since", known is null ? "–" : $"{known.FirstAt:yyyy-MM-dd}")
                ),
                Tag,
                input.Name,
                input.Email
            ),
            cancellationToken
        );
        return new ReportedDto(
            filed.TicketId,
            filed.Number,
            filed.RequesterId,
            filed.RequesterEmail,
            filed.RequestTypeId,
            filed.Priority.ToString(),
            filed.IsProven
        );
    }
}
