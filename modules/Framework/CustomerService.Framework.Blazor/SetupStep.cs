namespace CustomerService.Framework.Blazor;

/// <summary>One line of the new admin's set-up checklist. Register with <c>AddTransient&lt;ISetupStep, …&gt;</c>.</summary>
public interface ISetupStep
{
    string Key { get; }

    int Order { get; }

    /// <summary>Localization keys <c>{TitleKey}</c> and <c>{TitleKey}.Help</c>.</summary>
    string TitleKey { get; }

    string Url { get; }

    /// <summary>false: nothing to do here.</summary>
    Task<bool> IsOfferedAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    Task<bool> IsDoneAsync(CancellationToken cancellationToken = default);
}
