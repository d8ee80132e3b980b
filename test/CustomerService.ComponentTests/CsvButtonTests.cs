using System.Text;
using Bunit;
using CustomerService.Billing.Blazor.Console;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Identity.Blazor.Admin;
using CustomerService.Notifications.Blazor.Pages;
using CustomerService.Routing.Blazor.Pages;
using CustomerService.Sla.Blazor.Pages;
using CustomerService.Tenants.Blazor.Console;
using CustomerService.Tickets.Blazor.Pages;
using CustomerService.Verification.Blazor.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

public sealed class CsvButtonTests : Screen
{
    private readonly Backend _backend = new();

    public static TheoryData<Type> Lists =>
        [
            typeof(PeoplePage),
            typeof(TokensPage),
            typeof(AuditPage),
            typeof(MailPage),
            typeof(ChannelsPage),
            typeof(HostTenantsPage),
            typeof(HostPlansPage),
            typeof(HostBillingPage),
            typeof(HostDeletionsPage),
            typeof(CalendarsPage),
            typeof(PoliciesPage),
            typeof(MacrosPage),
            typeof(RefusalReasonsPage),
            typeof(RequestTypesPage),
            typeof(GroupsPage),
        ];

    [Theory, MemberData(nameof(Lists))]
    public void Should_Save_The_List_Under_Its_Name(Type page)
    {
        _backend.AddTo(Services);
        Services.AddSingleton<IPermissionChecker>(new Granted());
        RenderDialogs();
        var shown = Render(builder =>
        {
            builder.OpenComponent<DynamicComponent>(0);
            builder.AddComponentParameter(1, nameof(DynamicComponent.Type), page);
            builder.CloseComponent();
        });
        shown.WaitForAssertion(() => shown.FindAll("button").Count(b => b.TextContent.Trim() == "CSV").ShouldBe(1));
        Press(shown);
        var (name, lines) = Saved();
        name.ShouldEndWith(" 2026-03-02.csv");
        name.ShouldNotStartWith("Identity.");
        lines.Count.ShouldBeGreaterThanOrEqualTo(2, "the columns and the one row");
        lines[0].ShouldNotContain('.', "no column is called by its key");
    }

    [Fact]
    public void Should_Write_What_A_Spreadsheet_Cannot_Take_For_A_Formula()
    {
        ShowRows(["=1+1", "@SUM", "plain"]);
        Saved().Lines.ShouldBe(["Text", "'=1+1", "'@SUM", "plain"]);
    }

    [Fact]
    public void Should_Begin_With_A_Mark_That_Says_The_Encoding()
    {
        ShowRows(["中文"]);
        File().Take(3).ShouldBe(Encoding.UTF8.Preamble.ToArray());
    }

    [Fact]
    public void Should_Write_Instants_In_The_Readers_Zone()
    {
        RenderDialogs();
        var button = Render<CsvButton<DateTime>>(p =>
            p.Add(x => x.Name, "Times")
                .Add(x => x.Columns, [new CsvColumn<DateTime>("At", x => x)])
                .Add(x => x.Rows, [Now])
                .AddCascadingValue(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
        );
        Press(button);
        Saved().Lines[1].ShouldBe("2026-03-02 17:00");
    }

    [Fact]
    public void Should_Read_A_Paged_List_To_Its_End()
    {
        ShowPages(pages: 3);
        Saved().Lines.ShouldBe(["Text", "0", "1", "2"]);
    }

    [Fact]
    public void Should_Save_Nothing_When_A_Page_Is_Refused()
    {
        ShowPages(pages: 2, refused: 1);
        JSInterop.Invocations["cs.download"].ShouldBeEmpty();
    }

    private void ShowRows(IReadOnlyList<string> rows)
    {
        RenderDialogs();
        Press(
            Render<CsvButton<string>>(p =>
                p.Add(x => x.Name, "Words").Add(x => x.Columns, [new CsvColumn<string>("Text", x => x)]).Add(x => x.Rows, rows)
            )
        );
    }

    private void ShowPages(int pages, int? refused = null)
    {
        RenderDialogs();
        Press(
            Render<CsvButton<string>>(p =>
                p.Add(x => x.Name, "Words")
                    .Add(x => x.Columns, [new CsvColumn<string>("Text", x => x)])
                    .Add(
                        x => x.PageAfter,
                        after =>
                        {
                            var at = int.Parse(after ?? "0");
                            return Task.FromResult(
                                at == refused ? null : new PagedResult<string>([at.ToString()], at + 1 < pages ? $"{at + 1}" : null)
                            );
                        }
                    )
            )
        );
    }

    private static void Press(IRenderedComponent<IComponent> shown) =>
        shown.FindAll("button").Single(b => b.TextContent.Trim() == "CSV").Click();

    private (string Name, List<string> Lines) Saved() =>
        (
            (string)JSInterop.Invocations["cs.download"][0].Arguments[0]!,
            [
                .. Encoding
                    .UTF8.GetString(File())
                    .TrimStart('\uFEFF')
                    .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ]
        );

    private byte[] File() => (byte[])JSInterop.VerifyInvoke("cs.download").Arguments[1]!;
}
