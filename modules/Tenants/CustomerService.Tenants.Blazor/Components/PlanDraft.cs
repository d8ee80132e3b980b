using System.Globalization;
using CustomerService.Tenants.Plans;

namespace CustomerService.Tenants.Blazor.Components;

/// <summary>A plan as it is typed: prices with a point, limits as numbers, features as switches.</summary>
public sealed class PlanDraft
{
    public PlanDraft(PlanFormDto form)
    {
        (Input, ShowsPrices) = (form.Input, form.ShowsPrices);
        (SeatMonthly, SeatYearly) = (Major(Input.SeatMonthly), Major(Input.SeatYearly));
        (FixedMonthly, FixedYearly) = (Major(Input.FixedMonthly), Major(Input.FixedYearly));
        Limits = [.. form.Features.Where(f => f.IsLimit).Select(f => new Limit(f.Name, Number(ValueOf(f))))];
        Switches = [.. form.Features.Where(f => !f.IsLimit).Select(f => new Switch(f.Name, ValueOf(f) == "true"))];
    }

    public SavePlanInput Input { get; }

    public bool ShowsPrices { get; }

    public string Currency => Input.Currency.Trim().ToUpperInvariant();

    public decimal SeatMonthly { get; set; }

    public decimal SeatYearly { get; set; }

    public decimal FixedMonthly { get; set; }

    public decimal FixedYearly { get; set; }

    public IReadOnlyList<Limit> Limits { get; }

    public IReadOnlyList<Switch> Switches { get; }

    private decimal[] Prices => [SeatMonthly, SeatYearly, FixedMonthly, FixedYearly];

    /// <returns>A price that the currency's smallest unit cannot write; null when there is none.</returns>
    public decimal? FindTooFine() => Prices.Select(p => (decimal?)p).FirstOrDefault(p => Money.ToMinor(p!.Value, Currency) is null);

    public SavePlanInput ToInput()
    {
        (Input.SeatMonthly, Input.SeatYearly) = (Minor(SeatMonthly), Minor(SeatYearly));
        (Input.FixedMonthly, Input.FixedYearly) = (Minor(FixedMonthly), Minor(FixedYearly));
        Input.Features = Limits
            .ToDictionary(l => l.Name, l => l.Value?.ToString(CultureInfo.InvariantCulture) ?? "")
            .Concat(Switches.ToDictionary(s => s.Name, s => s.IsOn ? "true" : "false"))
            .ToDictionary();
        return Input;
    }

    private string ValueOf(PlanFeatureDto feature) => Input.Features.GetValueOrDefault(feature.Name, feature.DefaultValue);

    private decimal Major(long minor) => Money.ToMajor(minor, Currency);

    private long Minor(decimal major) => Money.ToMinor(major, Currency) ?? 0;

    private static long? Number(string value) => long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;

    public sealed class Limit(string name, long? value)
    {
        public string Name => name;

        public long? Value { get; set; } = value;
    }

    public sealed class Switch(string name, bool isOn)
    {
        public string Name => name;

        public bool IsOn { get; set; } = isOn;
    }
}
