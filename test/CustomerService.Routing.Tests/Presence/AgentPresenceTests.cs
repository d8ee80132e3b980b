namespace CustomerService.Routing.Presence;

public sealed class AgentPresenceTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Should_Not_Be_Online_By_Opening_The_Desk()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Heartbeat(Now);
        presence.State.ShouldBe(PresenceState.Offline, "nobody has chosen yet");
        presence.Choose(PresenceState.Online, Now);
        presence.State.ShouldBe(PresenceState.Online);
        presence.DistributedEvents.Count.ShouldBe(1);
    }

    [Theory, InlineData(PresenceState.Away), InlineData(PresenceState.Offline)]
    public void Should_Remember_The_Choice_Over_A_Night(PresenceState chosen)
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Choose(PresenceState.Online, Now);
        presence.Choose(chosen, Now.AddMinutes(1));
        presence.NoticeSilence(Now.AddHours(9));
        presence.Heartbeat(Now.AddHours(15));
        presence.State.ShouldBe(chosen);
    }

    [Fact]
    public void Should_Go_Away_And_Then_Offline_By_Silence_And_Come_Back_By_A_Heartbeat()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Choose(PresenceState.Online, Now);
        presence.NoticeSilence(Now.AddMinutes(2)).ShouldBe(Now.AddMinutes(3));
        presence.State.ShouldBe(PresenceState.Online);
        presence.NoticeSilence(Now.AddMinutes(3)).ShouldBe(Now.AddMinutes(30));
        presence.State.ShouldBe(PresenceState.Away);
        presence.NoticeSilence(Now.AddMinutes(30)).ShouldBeNull();
        presence.State.ShouldBe(PresenceState.Offline);
        presence.Heartbeat(Now.AddHours(1));
        presence.State.ShouldBe(PresenceState.Online);
    }

    [Fact]
    public void Should_Keep_A_Persons_Own_Choice()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Choose(PresenceState.Away, Now);
        presence.Heartbeat(Now.AddMinutes(1));
        presence.State.ShouldBe(PresenceState.Away);
    }

    [Fact]
    public void Should_Not_Watch_Somebody_Who_Was_Put_Online_By_A_Seed()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Pin(PresenceState.Online, Now);
        presence.NoticeSilence(Now.AddDays(1)).ShouldBeNull();
        presence.State.ShouldBe(PresenceState.Online);
    }

    [Fact]
    public void Should_Stay_Offline_When_A_Seed_Said_So_Until_It_Is_Chosen()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Pin(PresenceState.Offline, Now);
        presence.Heartbeat(Now.AddMinutes(1));
        presence.State.ShouldBe(PresenceState.Offline);
    }

    [Fact]
    public void Should_Write_Down_What_Is_Over_When_The_State_Changes()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Choose(PresenceState.Online, Now);
        presence.Past.ShouldBeEmpty("nothing was known before");
        presence.Choose(PresenceState.Online, Now.AddMinutes(1));
        presence.Choose(PresenceState.Away, Now.AddMinutes(60));
        presence.Choose(PresenceState.Offline, Now.AddMinutes(75));
        Past(presence).ShouldBe([(PresenceState.Online, 0, 60), (PresenceState.Away, 60, 75)]);
        (presence.State, presence.StateSince).ShouldBe((PresenceState.Offline, Now.AddMinutes(75)));
    }

    [Fact]
    public void Should_Date_Silence_From_When_It_Counted_However_Late_Somebody_Looks()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Choose(PresenceState.Online, Now);

        // The node was down for the night.
        presence.NoticeSilence(Now.AddHours(9)).ShouldBeNull();
        Past(presence).ShouldBe([(PresenceState.Online, 0, 3), (PresenceState.Away, 3, 30)]);
        presence.StateSince.ShouldBe(Now.AddMinutes(30));
        presence.DistributedEvents.Count.ShouldBe(2, "online, then offline");
    }

    [Fact]
    public void Should_Never_Write_A_Stretch_That_Ends_Before_It_Begins()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Choose(PresenceState.Online, Now);
        presence.Choose(PresenceState.Away, Now.AddSeconds(-1));
        presence.Past.ShouldBeEmpty("a node whose clock is behind");
        presence.Choose(PresenceState.Online, Now.AddMinutes(1));
        Past(presence).ShouldBe([(PresenceState.Away, 0, 1)]);
    }

    private static List<(PresenceState, int, int)> Past(AgentPresence presence) =>
        [.. presence.Past.Select(p => (p.State, (int)(p.From - Now).TotalMinutes, (int)(p.To - Now).TotalMinutes))];
}
