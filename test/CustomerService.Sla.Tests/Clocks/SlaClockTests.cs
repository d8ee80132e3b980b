using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Clocks;

/// <summary>Every defined corner, each named by its situation; Monday to Friday 09:00–18:00 in Shanghai.</summary>
public class SlaClockTests
{
    private static readonly BusinessSchedule Schedule = BusinessCalendar.Create("Office", Shanghai, Weekdays(), []).ToSchedule();
    private static readonly ClockTerms FourHours = new(Guid.NewGuid(), "Standard", Guid.NewGuid(), TicketPriority.Normal, 240, 75, false);

    [Theory]
    [InlineData("created in opening hours", "2026-03-02 10:00", "2026-03-02 14:00", "2026-03-02 13:00")]
    [InlineData("due exactly at closing time", "2026-03-02 14:00", "2026-03-02 18:00", "2026-03-02 17:00")]
    [InlineData("created after closing", "2026-03-02 20:00", "2026-03-03 13:00", "2026-03-03 12:00")]
    [InlineData("created on a Saturday", "2026-03-07 12:00", "2026-03-09 13:00", "2026-03-09 12:00")]
    [InlineData("goes on the next day", "2026-03-02 16:00", "2026-03-03 11:00", "2026-03-03 10:00")]
    public void Should_Promise(string situation, string created, string due, string warn)
    {
        var clock = Start(created);
        clock.Due.ShouldBe(At(due), situation);
        clock.WarnAt.ShouldBe(At(warn), situation);
        clock.NextAlarm.ShouldBe(At(warn), situation);
    }

    [Fact]
    public void Should_Warn_Once_And_Then_Wait_For_The_Due_Time()
    {
        var clock = Start("2026-03-02 10:00");
        clock.TryWarn(At("2026-03-02 12:59")).ShouldBeFalse();
        clock.TryWarn(At("2026-03-02 13:00")).ShouldBeTrue();
        clock.TryWarn(At("2026-03-02 13:01")).ShouldBeFalse();
        clock.NextAlarm.ShouldBe(At("2026-03-02 14:00"));
        clock.DistributedEvents.OfType<SlaWarningEto>().Single().Due.ShouldBe(clock.Due);
    }

    [Fact]
    public void Should_Breach_Once_And_Only_When_Due()
    {
        var clock = Start("2026-03-02 10:00");
        clock.TryBreach(At("2026-03-02 13:59")).ShouldBeFalse();
        clock.TryBreach(At("2026-03-02 14:00")).ShouldBeTrue();
        clock.TryBreach(At("2026-03-02 14:01")).ShouldBeFalse();
        clock.DistributedEvents.OfType<SlaBreachedEto>().Count().ShouldBe(1);
        clock.NextAlarm.ShouldBeNull();
        clock.UrgentAt.ShouldBe(clock.Due);
    }

    [Fact]
    public void Should_Only_Breach_When_Both_Were_Missed_During_Downtime()
    {
        var clock = Start("2026-03-02 10:00");
        clock.TryWarn(At("2026-03-03 10:00")).ShouldBeFalse();
        clock.TryBreach(At("2026-03-03 10:00")).ShouldBeTrue();
        clock.DistributedEvents.Count.ShouldBe(1);
    }

    [Fact]
    public void Should_Not_Breach_When_Answered_In_Time()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Meet(At("2026-03-02 14:00"));
        clock.State.ShouldBe(SlaClockState.Met);
        clock.TryBreach(At("2026-03-02 15:00")).ShouldBeFalse();
        (clock.NextAlarm, clock.UrgentAt).ShouldBe((null, null));
    }

    [Fact]
    public void Should_Be_Late_When_Answered_After_The_Due_Time_And_The_Sweep_Was_Slow()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Meet(At("2026-03-02 14:01"));
        clock.State.ShouldBe(SlaClockState.Breached);
        clock.EndedAt.ShouldBe(At("2026-03-02 14:01"));
        clock.DistributedEvents.OfType<SlaBreachedEto>().Count().ShouldBe(1);
        clock.UrgentAt.ShouldBeNull();
    }

    [Fact]
    public void Should_Take_Back_A_Breach_When_The_Answer_In_Time_Was_Heard_Late()
    {
        var clock = Start("2026-03-02 10:00");
        clock.TryBreach(At("2026-03-02 14:00"));
        clock.Meet(At("2026-03-02 13:59"));
        clock.State.ShouldBe(SlaClockState.Met);
    }

    [Fact]
    public void Should_Count_From_The_Start_When_Answered_Before_It()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Meet(At("2026-03-02 09:59"));
        clock.EndedAt.ShouldBe(clock.StartedAt);
        clock.State.ShouldBe(SlaClockState.Met);
    }

    [Fact]
    public void Should_Take_Out_The_Pause_And_Nothing_Else()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Pause(At("2026-03-02 11:00"));
        clock.State.ShouldBe(SlaClockState.Paused);
        (clock.NextAlarm, clock.UrgentAt).ShouldBe((null, null));
        clock.DueAt(Schedule, At("2026-03-02 16:00")).ShouldBe(At("2026-03-03 10:00"));

        clock.Resume(Schedule, At("2026-03-03 09:30"));
        clock.Due.ShouldBe(At("2026-03-03 12:30"));
        clock.Promises.Select(x => x.Reason).ShouldBe([SlaPromiseReason.Made, SlaPromiseReason.Resumed]);
    }

    [Fact]
    public void Should_End_The_Pause_At_The_Messages_Own_Time_However_Late_It_Is_Heard()
    {
        var (prompt, late) = (Start("2026-03-02 10:00"), Start("2026-03-02 10:00"));
        foreach (var clock in new[] { prompt, late })
        {
            clock.Pause(At("2026-03-02 11:00"));
            clock.Resume(Schedule, At("2026-03-02 12:00"));
        }

        late.Resume(Schedule, At("2026-03-02 15:00"));
        late.Due.ShouldBe(prompt.Due);
    }

    [Fact]
    public void Should_Ignore_Several_Messages_In_A_Row()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Resume(Schedule, At("2026-03-02 10:30"));
        clock.Pause(At("2026-03-02 11:00"));
        clock.Pause(At("2026-03-02 11:30"));
        clock.Resume(Schedule, At("2026-03-02 12:00"));
        clock.Resume(Schedule, At("2026-03-02 12:30"));
        clock.Due.ShouldBe(At("2026-03-02 15:00"));
    }

    [Fact]
    public void Should_Breach_At_The_Pause_When_It_Came_Too_Late()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Pause(At("2026-03-02 14:30"));
        clock.State.ShouldBe(SlaClockState.Breached);
        clock.UrgentAt.ShouldBeNull();
        clock.Resume(Schedule, At("2026-03-02 15:00"));
        clock.State.ShouldBe(SlaClockState.Breached);
        clock.UrgentAt.ShouldBe(clock.Due);
    }

    [Fact]
    public void Should_Be_Met_When_Solved_During_A_Pause()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Pause(At("2026-03-02 13:59"));
        clock.Meet(At("2026-03-05 10:00"));
        clock.State.ShouldBe(SlaClockState.Met);
    }

    [Fact]
    public void Should_Go_On_With_What_Was_Left_When_Reopened()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Meet(At("2026-03-02 11:00"));
        clock.Reopen(Schedule, At("2026-03-04 09:00"));
        clock.State.ShouldBe(SlaClockState.Running);
        clock.EndedAt.ShouldBeNull();
        clock.Due.ShouldBe(At("2026-03-04 12:00"));
        clock.Promises[^1].Reason.ShouldBe(SlaPromiseReason.Reopened);
    }

    [Fact]
    public void Should_Be_Overdue_Again_Without_A_Second_Breach_When_A_Broken_Promise_Is_Reopened()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Meet(At("2026-03-02 15:00"));
        clock.Reopen(Schedule, At("2026-03-04 09:00"));
        clock.State.ShouldBe(SlaClockState.Breached);
        clock.UrgentAt.ShouldBe(At("2026-03-02 14:00"));
        clock.TryBreach(At("2026-03-04 10:00")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("raised while there is time", 120, "2026-03-02 12:00", SlaClockState.Running)]
    [InlineData(
        "raised when that time is already used up: the part after the reminder is still given",
        30,
        "2026-03-02 11:07:30",
        SlaClockState.Running
    )]
    [InlineData("raised when hardly any of that time is left", 61, "2026-03-02 11:15:15", SlaClockState.Running)]
    [InlineData("lowered", 480, "2026-03-02 18:00", SlaClockState.Running)]
    public void Should_Count_From_Its_Start_When_The_Priority_Is(string situation, int minutes, string due, SlaClockState after)
    {
        var clock = Start("2026-03-02 10:00");
        clock.Retarget(FourHours with { TargetMinutes = minutes }, Schedule, At("2026-03-02 11:00"));
        clock.Due.ShouldBe(At(due), situation);
        clock.TryBreach(At("2026-03-02 11:00"));
        clock.State.ShouldBe(after, situation);
    }

    [Fact]
    public void Should_Never_Promise_Later_Than_Before_When_The_Priority_Is_Raised()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Retarget(FourHours with { TargetMinutes = 200 }, Schedule, At("2026-03-02 13:55"));
        clock.Due.ShouldBe(At("2026-03-02 14:00"));
        clock.State.ShouldBe(SlaClockState.Running);
    }

    [Fact]
    public void Should_Keep_What_Was_Given_On_Top_Over_A_Pause()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Pause(At("2026-03-02 10:30"));
        clock.Resume(Schedule, At("2026-03-02 11:00"));
        clock.Retarget(FourHours with { TargetMinutes = 40 }, Schedule, At("2026-03-02 12:00"));
        clock.Due.ShouldBe(At("2026-03-02 12:10"));
        clock.Pause(At("2026-03-02 12:05"));
        clock.Resume(Schedule, At("2026-03-02 15:00"));
        clock.Due.ShouldBe(At("2026-03-02 15:05"));
    }

    [Theory]
    [InlineData("hours that end earlier push it to the next day", "09:00", "13:00", "2026-03-03 10:00")]
    [InlineData("longer hours change nothing within the day", "08:00", "20:00", "2026-03-02 14:00")]
    [InlineData("an opening that was long ago does not make it late at once", "06:00", "18:00", "2026-03-02 14:00")]
    public void Should_Count_Again_When_The_Opening_Hours_Change(string situation, string open, string close, string due)
    {
        var clock = Start("2026-03-02 10:00");
        var changed = Schedules.Of(Shanghai, $"mon-fri {open}-{close}");
        clock.Preview(changed, At("2026-03-02 11:00")).Due.ShouldBe(At(due), situation);
        clock.Recount(changed, At("2026-03-02 11:00")).ShouldBe(At(due) != At("2026-03-02 14:00"), situation);
        clock.Due.ShouldBe(At(due), situation);
    }

    [Fact]
    public void Should_Not_Be_Late_At_Once_When_The_Opening_Hours_Change()
    {
        var clock = SlaClock.Start(Guid.NewGuid(), SlaMetric.Resolution, FourHours, Schedule, At("2026-03-02 17:00"));
        clock.Due.ShouldBe(At("2026-03-03 12:00"));
        clock.Recount(Schedules.Of(Shanghai, "mon-sun 00:00-24:00"), At("2026-03-03 09:30")).ShouldBeTrue();
        clock.Due.ShouldBe(At("2026-03-03 10:30"));
        clock.Promises[^1].Reason.ShouldBe(SlaPromiseReason.CalendarChanged);
        clock.Recount(Schedules.Of(Shanghai, "mon-sun 00:00-24:00"), At("2026-03-03 10:00")).ShouldBeFalse();
    }

    [Fact]
    public void Should_Keep_Pauses_Out_When_The_Priority_Changes()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Pause(At("2026-03-02 10:30"));
        clock.Resume(Schedule, At("2026-03-02 12:30"));
        clock.Retarget(FourHours with { TargetMinutes = 60 }, Schedule, At("2026-03-02 12:40"));
        clock.Due.ShouldBe(At("2026-03-02 13:00"));
    }

    [Fact]
    public void Should_Stay_Broken_When_The_Priority_Is_Lowered_Afterwards()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Retarget(FourHours with { TargetMinutes = 480 }, Schedule, At("2026-03-02 14:30"));
        clock.State.ShouldBe(SlaClockState.Breached);
        clock.Due.ShouldBe(At("2026-03-02 14:00"));
    }

    [Fact]
    public void Should_Remind_Again_When_The_New_Promise_Is_Later()
    {
        var clock = Start("2026-03-02 10:00");
        clock.TryWarn(At("2026-03-02 13:00"));
        clock.Retarget(FourHours with { TargetMinutes = 480 }, Schedule, At("2026-03-02 13:30"));
        clock.TryWarn(At("2026-03-02 16:00")).ShouldBeTrue();
    }

    [Fact]
    public void Should_Promise_Nothing_While_Withdrawn_And_Count_From_The_Start_When_Promised_Again()
    {
        var clock = Start("2026-03-02 10:00");
        clock.Cancel(At("2026-03-02 10:30"));
        (clock.State, clock.NextAlarm, clock.UrgentAt).ShouldBe((SlaClockState.Cancelled, null, null));
        clock.TryBreach(At("2026-03-02 15:00")).ShouldBeFalse();
        clock.Retarget(FourHours with { TargetMinutes = 480 }, Schedule, At("2026-03-02 15:00"));
        (clock.State, clock.Due).ShouldBe((SlaClockState.Running, At("2026-03-02 18:00")));
    }

    [Fact]
    public void Should_Tell_Nobody_Of_What_Happened_Before_The_Import()
    {
        var clock = SlaClock.Start(
            Guid.NewGuid(),
            SlaMetric.Resolution,
            FourHours,
            Schedule,
            At("2026-02-02 10:00"),
            silentUntil: At("2026-03-02 10:00")
        );
        clock.TryBreach(At("2026-03-02 10:01")).ShouldBeTrue();
        clock.DistributedEvents.ShouldBeEmpty();
    }

    [Fact]
    public void Should_Tell_Of_What_Happens_After_The_Import()
    {
        var clock = SlaClock.Start(
            Guid.NewGuid(),
            SlaMetric.Resolution,
            FourHours,
            Schedule,
            At("2026-03-02 09:30"),
            silentUntil: At("2026-03-02 10:00")
        );
        clock.TryWarn(At("2026-03-02 12:30")).ShouldBeTrue();
        clock.TryBreach(At("2026-03-02 13:30")).ShouldBeTrue();
        clock.DistributedEvents.Count.ShouldBe(2);
    }

    [Fact]
    public void Should_Keep_The_Ledger_Short()
    {
        var clock = Start("2026-03-02 10:00");
        for (var day = 0; day < 100; day++)
        {
            clock.Pause(At("2026-03-02 10:00").AddSeconds((2 * day) + 1));
            clock.Resume(Schedule, At("2026-03-02 10:00").AddSeconds((2 * day) + 2));
        }

        clock.Promises.Count.ShouldBe(SlaClock.MaxPromises);
        clock.Due.ShouldBe(At("2026-03-02 14:01:40"));
    }

    private static SlaClock Start(string created) => SlaClock.Start(Guid.NewGuid(), SlaMetric.Resolution, FourHours, Schedule, At(created));
}
