namespace CustomerService.Tenants.Blazor.Components;

/// <param name="TitleKey">Texts: <c>{TitleKey}</c> and <c>{TitleKey}.Help</c>.</param>
public sealed record SetupStepState(string TitleKey, string Url, bool IsDone);
