using Bunit;
using CustomerService.Routing.Blazor.Pages;
using CustomerService.Routing.Rehearsals;
using CustomerService.Sla.Rehearsals;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.ComponentTests;

public sealed class RehearsalPageTests : Screen
{
    /// <summary>The layout draws its page again whenever it likes, also between two answers that the page waits for.</summary>
    [Fact]
    public void Should_Bear_Being_Drawn_While_It_Still_Waits()
    {
        var (form, draft) = (new TaskCompletionSource<RehearsalFormDto>(), new TaskCompletionSource<SlaDraftInput>());
        Services.AddSingleton<IRehearsalAppService>(new Rehearsals(form.Task));
        Services.AddSingleton<ISlaRehearsalIntegrationService>(new Drafts(draft.Task));
        RenderDialogs();
        var page = Render<RehearsalPage>();
        var today = DateOnly.FromDateTime(Now);
        form.SetResult(
            new RehearsalFormDto(today.AddDays(-90), today, [new RehearsalGroupDto(Guid.NewGuid(), "Support", 10, null, 5, [])])
        );
        page.Render();
        draft.SetResult(new SlaDraftInput());
        page.WaitForElement("#rehearse-from").GetAttribute("value").ShouldBe("2026-01-31");
        page.Markup.ShouldContain("Support");
    }

    private sealed class Rehearsals(Task<RehearsalFormDto> form) : IRehearsalAppService
    {
        public Task<RehearsalFormDto> GetFormAsync(CancellationToken cancellationToken = default) => form;

        public Task<RehearsalDto> RunAsync(
            RehearseInput input,
            IProgress<double>? progress = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }

    private sealed class Drafts(Task<SlaDraftInput> draft) : ISlaRehearsalIntegrationService
    {
        public Task<SlaDraftInput> GetDraftAsync(CancellationToken cancellationToken = default) => draft;

        public Task<ISlaRehearsal> ReadAsync(
            IReadOnlyCollection<Guid> ticketIds,
            string? draft,
            IProgress<double>? progress = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}
