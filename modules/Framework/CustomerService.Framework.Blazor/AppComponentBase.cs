using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace CustomerService.Framework.Blazor;

/// <summary>
/// Base of pages and components: one service scope per call, as the right person of the right tenant; a rule's "no"
/// becomes a notice.
/// </summary>
public abstract class AppComponentBase : ComponentBase
{
    [Inject]
    protected IStringLocalizer L { get; set; } = null!;

    [Inject]
    protected NavigationManager Nav { get; set; } = null!;

    [Inject]
    protected ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    protected IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IServiceScopeFactory Scopes { get; set; } = null!;

    [Inject]
    private ICurrentTenant CurrentTenant { get; set; } = null!;

    [Inject]
    private ICurrentPrincipalAccessor PrincipalAccessor { get; set; } = null!;

    [Inject]
    private ILogger<AppComponentBase> Logger { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? AuthenticationState { get; set; }

    /// <summary>Who looks at this component.</summary>
    protected ICurrentUser User { get; private set; } = new PrincipalUser(null);

    /// <summary>Problems of single fields, from the last call that failed; empty after one that did not.</summary>
    protected IReadOnlyList<InputProblem> Problems { get; private set; } = [];

    /// <summary>The sentence of the last failure, for pages that show it in place; null after a call that worked.</summary>
    protected string? Error { get; private set; }

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        if (parameters.TryGetValue<Task<AuthenticationState>>(nameof(AuthenticationState), out var state) && state is not null)
        {
            User = new PrincipalUser((await state).User);
        }

        await base.SetParametersAsync(parameters);
    }

    /// <returns>false when the call was refused; the person has been told why.</returns>
    protected async Task<bool> Run<TService>(Func<TService, Task> call)
        where TService : notnull =>
        await Run<TService, bool>(async service =>
        {
            await call(service);
            return true;
        });

    /// <returns>default when the call was refused; the person has been told why.</returns>
    protected async Task<T?> Run<TService, T>(Func<TService, Task<T>> call)
        where TService : notnull
    {
        (Problems, Error) = ([], null);
        try
        {
            return await InScope(provider => call(provider.GetRequiredService<TService>()));
        }
        catch (BusinessException e)
        {
            Problems = (e as InputValidationException)?.Problems ?? [];
            NotifyError(L.Sentence(e), e.HelpUrl);
        }
        catch (Exception e) when (e is not OperationCanceledException and not NavigationException)
        {
            // A page that is being answered must not take "we cannot look" for "there is none": the whole answer is an outage.
            var outage = Outage.Of(e);
            if (outage is not null && !RendererInfo.IsInteractive)
            {
                throw;
            }

            // The page by its name: its address may hold a link that signs in.
            Logger.LogError(e, "{Service} failed on {Page}", typeof(TService).Name, GetType().Name);
            NotifyError(outage is null ? L[FrameworkErrorCodes.Unexpected] : L.Sentence(outage));
        }

        return default;
    }

    protected Task<bool> Can(string permission) =>
        InScope(provider => provider.GetRequiredService<IPermissionChecker>().IsGrantedAsync(permission));

    /// <summary>Those of a menu's entries that this person may use, in the same order.</summary>
    protected Task<IReadOnlyList<MenuItem>> Permitted(IEnumerable<MenuItem> items) =>
        InScope<IReadOnlyList<MenuItem>>(async provider =>
        {
            var permissions = provider.GetRequiredService<IPermissionChecker>();
            var permitted = new List<MenuItem>();
            foreach (var item in items)
            {
                if (item.Permission is null || await permissions.IsGrantedAsync(item.Permission))
                {
                    permitted.Add(item);
                }
            }

            return permitted;
        });

    /// <summary>What is wrong with this member, by the last call; null when nothing is.</summary>
    protected string? ProblemOf(string member) =>
        Problems.FirstOrDefault(p => string.Equals(p.Member, member, StringComparison.OrdinalIgnoreCase))?.Message;

    /// <summary>Asks before something that is hard to take back. Escape, a click outside and "cancel" are a no.</summary>
    protected async Task<bool> ConfirmAsync(string title, string text, string yes) =>
        await Dialogs.ShowMessageBoxAsync(title, text, yes, cancelText: L["Framework.Confirm.Cancel"]) == true;

    /// <summary>A green notice: what was done.</summary>
    protected void NotifySuccess(string text) => Snackbar.Add(text, Severity.Success);

    private async Task<T> InScope<T>(Func<IServiceProvider, Task<T>> work)
    {
        var principal = AuthenticationState is null ? null : (await AuthenticationState).User;
        var tenant = Guid.TryParse(principal?.FindFirst(CustomerServiceClaims.TenantId)?.Value, out var id) ? id : CurrentTenant.Id;
        using var asTenant = CurrentTenant.Change(tenant);
        using var asPerson = PrincipalAccessor.Change(principal);
        await using var scope = Scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>What did not work, as a sentence with a way forward.</summary>
    /// <param name="helpUrl">Where administrators lift it; others are told whom to ask.</param>
    protected void NotifyError(string sentence, string? helpUrl = null)
    {
        Error = sentence;
        Snackbar.Add(
            sentence,
            Severity.Error,
            options =>
            {
                options.VisibleStateDuration = 8000;
                if (helpUrl is not null && User.IsInRole(RoleNames.Admin))
                {
                    options.Action = L["Framework.SeePlans"];
                    options.OnClick = _ =>
                    {
                        Nav.NavigateTo(helpUrl);
                        return Task.CompletedTask;
                    };
                }
            }
        );
    }
}
