using Bunit;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Identity.Blazor.Admin;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Users;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class PeoplePageTests : Screen
{
    private const string Url = "https://acme.example/invitation/abc";

    [Theory]
    [InlineData(true, "The email to grace@acme.example is queued.")]
    [InlineData(false, "no mail server is set up: nothing is sent to grace@acme.example.")]
    public void Should_Show_The_Link_And_Say_Truly_Whether_An_Email_Is_Sent(bool isMailed, string sentence)
    {
        var people = new People(isMailed);
        Services.AddSingleton<IPeopleAppService>(people);
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        var copy = JSInterop.Setup<bool>("cs.copy", "invitation-link-0").SetResult(true);
        var page = Render<PeoplePage>();
        page.Find(".cs-btn--primary").Click();
        dialogs.Find("#Addresses").Input("Grace <grace@acme.example>");
        Press(dialogs, "Next");
        var stars = dialogs.FindComponents<MudSelect<int>>().Single();
        dialogs.InvokeAsync(() => stars.Instance.ValueChanged.InvokeAsync(4));
        Press(dialogs, "Invite (1)");

        var link = dialogs.WaitForElement("#invitation-link-0");
        link.GetAttribute("value").ShouldBe(Url);
        link.HasAttribute("readonly").ShouldBeTrue();
        var result = dialogs.Find("[data-invited]");
        result.TextContent.ShouldContain(sentence);
        result.TextContent.Contains("queued", StringComparison.Ordinal).ShouldBe(isMailed);
        var choice = people.Invited.ShouldHaveSingleItem().Groups.ShouldHaveSingleItem();
        (choice.GroupId, choice.Stars).ShouldBe((people.Support, 4));
        dialogs.FindAll("button").First(b => b.TextContent == "Copy").Click();
        copy.Invocations.ShouldHaveSingleItem();
        Press(dialogs, "Done");
        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 0);
    }

    [Fact]
    public void Should_Name_What_Is_Left_Out_And_Invite_The_Others()
    {
        var people = new People(true) { Taken = ["joined@acme.example"] };
        Services.AddSingleton<IPeopleAppService>(people);
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        Render<PeoplePage>().Find(".cs-btn--primary").Click();
        dialogs.Find("#Addresses").Input("grace@acme.example, grace@acme.example\nnobody\njoined@acme.example");
        dialogs.Find("#invite-bad").TextContent.ShouldContain("grace@acme.example: appears more than once");
        dialogs.Find("#invite-bad").TextContent.ShouldContain("nobody: not an address");
        Press(dialogs, "Next");
        dialogs.WaitForAssertion(() =>
            dialogs.Find("#invite-bad").TextContent.ShouldContain("joined@acme.example: already belongs to a colleague")
        );
        dialogs.Find("#Addresses").GetAttribute("value")!.ShouldContain("nobody");
        Press(dialogs, "Next");
        Press(dialogs, "Invite (1)");
        people.Invited.ShouldHaveSingleItem().People.Select(p => (p.Email, p.Name)).ShouldBe([("grace@acme.example", "Grace")]);
    }

    [Fact]
    public void Should_Show_Who_Was_Refused_And_Keep_Them_For_Correction()
    {
        var people = new People(true) { Refused = "bo@acme.example", SeatsLeft = 1 };
        Services.AddSingleton<IPeopleAppService>(people);
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        Render<PeoplePage>().Find(".cs-btn--primary").Click();
        dialogs.Find("#Addresses").Input("grace@acme.example\nBo Li <bo@acme.example>");
        Press(dialogs, "Next");
        dialogs.WaitForElement("#invite-seats").TextContent.ShouldContain("1 seats left, but you are inviting 2");
        Press(dialogs, "Invite (2)");
        dialogs.WaitForElement("[data-invited='bo@acme.example'] .cs-error").TextContent.ShouldContain("All seats are taken.");
        dialogs.Markup.ShouldContain("1 of 2 invited");
        Press(dialogs, "Correct the rest");
        dialogs.Find("#Addresses").GetAttribute("value").ShouldBe("Bo Li <bo@acme.example>");
    }

    private static void Press(IRenderedComponent<MudDialogProvider> dialogs, string button) =>
        dialogs.FindAll(".mud-dialog-actions button").Single(b => b.TextContent.Trim() == button).Click();

    [Fact]
    public void Should_Show_The_Link_Again_When_Somebody_Is_Invited_Again()
    {
        Services.AddSingleton<IPeopleAppService>(new People(false));
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        var page = Render<PeoplePage>();
        page.Find(".mud-table-body .cs-link").Click();
        dialogs.FindAll(".mud-dialog-actions button").Single(b => b.TextContent.Trim() == "Invite again").Click();
        page.WaitForElement("#invitation-link").GetAttribute("value").ShouldBe(Url);
        page.Find("[role=status]").TextContent.ShouldContain("no mail server is set up");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Should_Deactivate_Nobody_Before_The_Question_Is_Answered(bool isSure)
    {
        var people = new People(false);
        Services.AddSingleton<IPeopleAppService>(people);
        Services.AddSingleton<IRoleAppService>(new Roles());
        var dialogs = RenderDialogs();
        var page = Render<PeoplePage>();
        page.Find(".mud-table-body .cs-link").Click();
        dialogs.FindAll(".mud-dialog-actions button").Single(b => b.TextContent.Trim() == "Deactivate").Click();
        dialogs.WaitForElement(".mud-message-box").TextContent.ShouldContain("Grace");
        people.Deactivated.ShouldBe(0);
        dialogs.FindAll(".mud-message-box button").Single(b => b.TextContent.Trim() == (isSure ? "Deactivate" : "Cancel")).Click();
        dialogs.WaitForState(() => dialogs.FindAll(".mud-message-box").Count == 0);
        page.WaitForAssertion(() => people.Deactivated.ShouldBe(isSure ? 1 : 0));
    }

    private sealed class People(bool isMailed) : IPeopleAppService
    {
        public Guid Support { get; } = Guid.NewGuid();

        public List<InviteManyInput> Invited { get; } = [];

        public IReadOnlyList<string> Taken { get; init; } = [];

        public string? Refused { get; init; }

        public int? SeatsLeft { get; init; }

        public int Deactivated { get; private set; }

        public Task<PagedResult<PersonDto>> GetListAsync(GetPeopleInput input, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                new PagedResult<PersonDto>(
                    [
                        new PersonDto(
                            Guid.NewGuid(),
                            "Grace",
                            "grace@acme.example",
                            RoleNames.Agent,
                            CustomerTier.Standard,
                            PersonState.Invited,
                            null,
                            false
                        ),
                    ],
                    null
                )
            );

        public Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<PlacementGroupDto>>([new PlacementGroupDto(Support, "Support")]);

        public Task<SentInvitationDto> InviteAsync(InviteInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<InviteesCheckDto> CheckInviteesAsync(CheckInviteesInput input, CancellationToken cancellationToken = default) =>
            Task.FromResult(new InviteesCheckDto([.. input.Emails.Intersect(Taken)], SeatsLeft));

        public Task<IReadOnlyList<InvitedDto>> InviteManyAsync(InviteManyInput input, CancellationToken cancellationToken = default)
        {
            Invited.Add(input);
            return Task.FromResult<IReadOnlyList<InvitedDto>>([
                .. input.People.Select(p =>
                    p.Email == Refused
                        ? new InvitedDto(p.Name, p.Email, null, "All seats are taken.")
                        : new InvitedDto(p.Name, p.Email, new SentInvitationDto(p.Name, p.Email, Url, isMailed), null)
                ),
            ]);
        }

        public Task<SentInvitationDto> ResendInvitationAsync(Guid id, CancellationToken cancellationToken = default) =>
            Task.FromResult(new SentInvitationDto("Grace", "grace@acme.example", Url, isMailed));

        public Task SetRoleAsync(Guid id, SetRoleInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task DeactivateAsync(Guid id, CancellationToken cancellationToken = default)
        {
            Deactivated++;
            return Task.CompletedTask;
        }

        public Task ReactivateAsync(Guid id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SetTierAsync(Guid id, SetTierInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<bool> HasColleaguesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    private sealed class Roles : IRoleAppService
    {
        public Task<IReadOnlyList<StaffRoleDto>> GetStaffRolesAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<StaffRoleDto>>([new StaffRoleDto(new RoleDto(RoleNames.Agent, null, true), true)]);

        public Task<RoleMatrixDto> GetMatrixAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<RoleDto> CreateAsync(CreateRoleInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SetPermissionAsync(SetPermissionInput input, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
