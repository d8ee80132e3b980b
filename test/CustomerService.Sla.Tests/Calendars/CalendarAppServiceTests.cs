using CustomerService.Framework.Authorization;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Calendars;

public class CalendarAppServiceTests
{
    [Fact]
    public async Task Should_Save_Show_And_Change_A_Calendar()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var id = await AsAdmin(host, x => x.SaveAsync(Input()));
        var input = await AsAdmin(host, x => x.GetForEditAsync(id));
        input.Week.Count.ShouldBe(5);
        input.Dates.ShouldHaveSingleItem().Name.ShouldBe("Foundation day");
        (await AsAdmin(host, x => x.GetListAsync())).Single().ChangedAt.ShouldBeNull();

        input.Week[0].Windows = [new() { Start = new(9, 0), End = new(12, 0) }, new() { Start = new(13, 0), End = new(18, 0) }];
        await AsAdmin(host, x => x.SaveAsync(input));
        var saved = (await AsAdmin(host, x => x.GetListAsync())).Single();
        saved.Week.Single(x => x.Day == DayOfWeek.Monday).Windows.Count.ShouldBe(2);
        (saved.IsOpen, saved.UpcomingDates).ShouldBe((true, 1));
        saved.ChangedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_Give_Everybody_One_Calendar_And_Several_To_Whom_The_Plan_Grants_Them()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var plan = (TestFeatures)host.Services.GetRequiredService<IFeatureChecker>();
        plan.Off.Add(SlaFeatures.SeveralCalendars.Name);
        var id = await AsAdmin(host, x => x.SaveAsync(Input()));
        (await Should.ThrowAsync<BusinessException>(() => AsAdmin(host, x => x.SaveAsync(Input())))).Code.ShouldBe(
            "Feature.Sla.SeveralCalendars.Off"
        );
        (await AsAdmin(host, async x => await x.SaveAsync(await x.GetForEditAsync(id)))).ShouldBe(id, "the one there is can be changed");

        plan.Off.Clear();
        await AsAdmin(host, x => x.SaveAsync(Input()));
        (await AsAdmin(host, x => x.GetListAsync())).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Should_Not_Overwrite_What_Somebody_Else_Saved()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var id = await AsAdmin(host, x => x.SaveAsync(Input()));
        var (mine, theirs) = (await AsAdmin(host, x => x.GetForEditAsync(id)), await AsAdmin(host, x => x.GetForEditAsync(id)));
        await AsAdmin(host, x => x.SaveAsync(theirs));
        (await Should.ThrowAsync<BusinessException>(() => AsAdmin(host, x => x.SaveAsync(mine)))).Kind.ShouldBe(ErrorKind.Conflict);
    }

    [Fact]
    public async Task Should_Keep_A_Calendar_That_A_Policy_Uses()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA);
        var calendar = (await AsAdmin(host, x => x.GetListAsync())).Single();
        calendar.Policies.ShouldBe(["Standard"]);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAdmin(
                    host,
                    async x =>
                    {
                        await x.DeleteAsync(calendar.Id);
                        return true;
                    }
                )
            )
        ).Code.ShouldBe(SlaErrorCodes.CalendarInUse);
    }

    [Fact]
    public async Task Should_Answer_What_Four_Business_Hours_From_Then_Is()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var id = await AsAdmin(host, x => x.SaveAsync(Input()));
        var answer = await AsAdmin(
            host,
            x =>
                x.ProbeAsync(
                    new ProbeCalendarInput
                    {
                        CalendarId = id,
                        Start = new DateTime(2026, 3, 6, 20, 0, 0),
                        Minutes = 240,
                    }
                )
        );
        (answer.IsOpen, answer.Due, answer.DueUtc).ShouldBe((false, new DateTime(2026, 3, 9, 13, 0, 0), At("2026-03-09 13:00")));
    }

    [Fact]
    public async Task Should_Reckon_With_The_Changed_Calendar_At_Once()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var id = await AsAdmin(host, x => x.SaveAsync(Input()));
        var probe = new ProbeCalendarInput
        {
            CalendarId = id,
            Start = new DateTime(2026, 3, 9, 17, 0, 0),
            Minutes = 120,
        };
        (await AsAdmin(host, x => x.ProbeAsync(probe))).Due.ShouldBe(new DateTime(2026, 3, 10, 10, 0, 0));
        var form = await AsAdmin(host, x => x.GetForEditAsync(id));
        form.Dates.AddRange(
            (
                await AsAdmin(
                    host,
                    x =>
                        x.ReadDatesAsync(
                            new ReadDatesInput { Text = """{"days":[{"date":"2026-03-10","isOffDay":true}]}""", Week = form.Week }
                        )
                )
            ).Dates
        );
        await AsAdmin(host, x => x.SaveAsync(form));
        (await AsAdmin(host, x => x.ProbeAsync(probe))).Due.ShouldBe(new DateTime(2026, 3, 11, 10, 0, 0));
    }

    [Fact]
    public async Task Should_Be_Closed_To_Agents_And_Other_Tenants()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        var id = await AsAdmin(host, x => x.SaveAsync(Input()));
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsAsync(
                    TestHost.TenantA,
                    Guid.NewGuid(),
                    RoleNames.Agent,
                    x => x.GetRequiredService<ICalendarAppService>().GetListAsync()
                )
            )
        ).Kind.ShouldBe(ErrorKind.Forbidden);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsAsync(
                    TestHost.TenantB,
                    Guid.NewGuid(),
                    RoleNames.Admin,
                    x => x.GetRequiredService<ICalendarAppService>().GetForEditAsync(id)
                )
            )
        ).Kind.ShouldBe(ErrorKind.NotFound);
    }

    private static Task<T> AsAdmin<T>(TestHost host, Func<ICalendarAppService, Task<T>> call) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Guid.NewGuid(),
            RoleNames.Admin,
            provider => call(provider.GetRequiredService<ICalendarAppService>())
        );

    private static SaveCalendarInput Input() =>
        new()
        {
            Name = "Office",
            TimeZone = Shanghai,
            Week =
            [
                .. Enumerable
                    .Range(1, 5)
                    .Select(day => new CalendarDayInput
                    {
                        Day = (DayOfWeek)day,
                        Windows = [new() { Start = new(9, 0), End = new(18, 0) }],
                    }),
            ],
            Dates = [new() { Date = new(2026, 5, 4), Name = "Foundation day" }],
        };
}
