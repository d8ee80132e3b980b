using System.Net;
using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>
/// Whoever knows a customer's address cannot act as that customer: each way to a ticket is tried with an address that
/// is proven and with one that is not, by itself and merged, of an ordinary matter and of an account's.
/// </summary>
public sealed partial class ProofLeakTests
{
    private const string Secret = "ZZ-answer-for-the-owner-only";
    private const string VictimsWords = "ZZ-what-the-victim-wrote";
    private const string FilersWords = "ZZ-what-the-filer-wrote";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_A_Filer_His_Own_Words_Alone_Until_The_Address_Confirms(DatabaseProvider provider)
    {
        await using var world = await ProofWorld.OpenAsync(provider);
        var victims = await world.FileAsync("other", VictimsWords);
        var filed = await world.FileAsync("other", FilersWords);
        filed.IsProven.ShouldBeFalse();
        await world.ReplyAsync(filed.Id, Secret);
        await world.ReplyAsync(victims.Id, Secret);

        using var filer = world.Browser();
        var page = await PageForms.ReadAsync(filer, world.FilerLink(filed));
        page.ShouldContain(FilersWords);
        page.ShouldContain("Your email address is not confirmed yet.");
        foreach (var hidden in new[] { Secret, VictimsWords, "Vera Real Name", "Agent Smith", "id=\"queue\"", "In progress" })
        {
            page.ShouldNotContain(hidden);
        }

        page.ShouldNotContain("_handler\" value=\"close\"");
        page.ShouldNotContain("_handler\" value=\"follow\"");
        (await filer.GetAsync($"/requests/{victims.Number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await filer.GetStringAsync("/requests")).ShouldNotContain(VictimsWords);
        (await filer.GetStringAsync("/")).ShouldNotContain("Vera Real Name");
        (await world.DeskAsync(filed.Number)).Requester.IsProven.ShouldBeFalse();

        using var owner = world.Browser();
        var whole = await PageForms.ReadAsync(owner, world.MailLink(filed));
        whole.ShouldContain(FilersWords);
        whole.ShouldContain(Secret);
        await Wait.UntilAsync(async () => (await world.DeskAsync(filed.Number)).Requester.IsProven, "the desk to know");
        (await world.DeskAsync(victims.Number)).Requester.IsProven.ShouldBeFalse("each request is proven by itself");

        page = await PageForms.ReadAsync(filer, $"/requests/{filed.Number}");
        page.ShouldContain(FilersWords);
        page.ShouldNotContain(Secret, Case.Sensitive, "the owner's proof is not the filer's");
        page.ShouldNotContain("name=\"Body\"", Case.Sensitive, "nor does the filer write on in the owner's name");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.Sqlite, true)]
    [InlineData(DatabaseProvider.PostgreSql, false)]
    [InlineData(DatabaseProvider.PostgreSql, true)]
    public async Task Should_Not_Widen_What_A_Link_Opens_By_A_Merge(DatabaseProvider provider, bool isFilersKept)
    {
        await using var world = await ProofWorld.OpenAsync(provider);
        var victims = await world.FileAsync("other", VictimsWords);
        using var owner = world.Browser();
        await PageForms.ReadAsync(owner, world.MailLink(victims));
        await Wait.UntilAsync(async () => (await world.DeskAsync(victims.Number)).Requester.IsProven, "the proof");
        var filed = await world.FileAsync("other", FilersWords);
        var (from, into) = isFilersKept ? (victims, filed) : (filed, victims);
        await world.MergeAsync(from.Id, into.Id);
        await world.ReplyAsync(into.Id, Secret);

        using var filer = world.Browser();
        var page = await PageForms.ReadAsync(filer, world.FilerLink(filed));
        page.ShouldContain(FilersWords);
        page.ShouldNotContain(VictimsWords);
        page.ShouldNotContain(Secret);

        using var other = world.Browser();
        page = await PageForms.ReadAsync(other, world.MailLink(victims));
        page.ShouldContain(VictimsWords);
        page.ShouldNotContain(FilersWords, Case.Sensitive, "a stranger may have written it");
        (page.Contains(Secret, StringComparison.Ordinal)).ShouldBe(!isFilersKept, "what was answered to the other one is its own");

        // Proven for both: both.
        await PageForms.ReadAsync(other, world.MailLink(filed));
        await Wait.UntilAsync(
            async () => (await PageForms.ReadAsync(other, $"/requests/{into.Number}")).Contains(VictimsWords, StringComparison.Ordinal),
            "both to be open"
        );
        page = await PageForms.ReadAsync(other, $"/requests/{into.Number}");
        page.ShouldContain(FilersWords);
        page.ShouldContain(Secret);
        (await PageForms.ReadAsync(filer, $"/requests/{filed.Number}")).ShouldNotContain(VictimsWords);
    }

    [Fact]
    public async Task Should_Refuse_Every_Act_Of_Somebody_Who_Has_Not_Proven_The_Address()
    {
        await using var world = await ProofWorld.OpenAsync(DatabaseProvider.Sqlite);
        var filed = await world.FileAsync("other", FilersWords);
        await AsFilerAsync(p => p.ReplyAsync(new PortalReplyInput { Number = filed.Number, Body = "one more thing" }));
        (await world.DeskAsync(filed.Number)).Timeline.Count(i => i is { Kind: TimelineKind.Public, IsUnproven: true }).ShouldBe(2);

        await RefusedAsync(p => p.CloseAsync(filed.Number));
        await world.SolveAsync(filed.Id);
        await RefusedAsync(p => p.RateAsync(new RateTicketInput { Number = filed.Number, Score = 1 }));
        await RefusedAsync(p => p.ReopenAsync(new PortalReopenInput { Number = filed.Number, Body = "again" }));
        await RefusedAsync(p => p.AppealAsync(new PortalAppealInput { Number = filed.Number, Reason = "no" }));
        await RefusedAsync(p => p.FollowAsync(filed.Number, false));

        using var owner = world.Browser();
        await PageForms.ReadAsync(owner, world.MailLink(filed));
        await Wait.UntilAsync(async () => (await world.DeskAsync(filed.Number)).Requester.IsProven, "the proof");
        await RefusedAsync(p => p.ReplyAsync(new PortalReplyInput { Number = filed.Number, Body = "in the owner's name" }));

        Task AsFilerAsync(Func<IPortalTicketAppService, Task> work) => world.AsFilerAsync(filed, work);

        async Task RefusedAsync(Func<IPortalTicketAppService, Task> work) =>
            (await Should.ThrowAsync<Framework.Errors.BusinessException>(() => AsFilerAsync(work))).Code.ShouldBe(
                "Tickets.Error.AddressNotConfirmed"
            );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Not_Mail_The_Answer_In_An_Account_Matter_Before_The_Proof(DatabaseProvider provider)
    {
        await using var world = await ProofWorld.OpenAsync(provider);
        var filed = await world.FileAsync("account", FilersWords);
        await world.ReplyAsync(filed.Id, Secret);
        await Wait.UntilAsync(() => Task.FromResult(world.Smtp.Mails.Any(IsHeld)), "the mail that asks for the proof");
        world.Smtp.Mails.ShouldAllBe(m => !m.PlainText.Contains(Secret) && !m.Html.Contains(Secret));

        using var owner = world.Browser();
        var mail = world.Smtp.Mails.First(IsHeld);
        var link = new Uri(AccessPattern().Match(mail.PlainText).Value);
        (await PageForms.ReadAsync(owner, link.PathAndQuery)).ShouldContain(Secret);
        await Wait.UntilAsync(async () => (await world.DeskAsync(filed.Number)).Requester.IsProven, "the proof");
        await world.ReplyAsync(filed.Id, Secret + "-2");
        await Wait.UntilAsync(
            () => Task.FromResult(world.Smtp.Mails.Any(m => m.PlainText.Contains(Secret + "-2", StringComparison.Ordinal))),
            "the answer"
        );
    }

    private static bool IsHeld(ReceivedMail mail) =>
        mail.PlainText.Contains("only after you have confirmed that this email address is yours", StringComparison.Ordinal);

    [GeneratedRegex(@"http://\S+/access/\S+")]
    private static partial Regex AccessPattern();
}
