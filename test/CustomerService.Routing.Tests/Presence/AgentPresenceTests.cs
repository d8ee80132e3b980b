namespace CustomerService.Routing.Presence;

public sealed class AgentPresenceTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Should_Be_Online_By_Opening_The_Desk_For_The_First_Time()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Heartbeat(Now);
        presence.State.ShouldBe(PresenceState.Online);
        presence.DistributedEvents.Count.ShouldBe(1);
    }

    [Fact]
    public void Should_Go_Away_And_Then_Offline_By_Silence_And_Come_Back_By_A_Heartbeat()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Heartbeat(Now);
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
    public void Should_Come_Online_By_The_Desk_When_A_Seed_Only_Said_Not_Here_Yet()
    {
        var presence = new AgentPresence(Guid.NewGuid());
        presence.Pin(PresenceState.Offline, Now);
        presence.Heartbeat(Now.AddMinutes(1));
        presence.State.ShouldBe(PresenceState.Online);
    }
}
