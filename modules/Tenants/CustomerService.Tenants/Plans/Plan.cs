using System.Globalization;
using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;

namespace CustomerService.Tenants.Plans;

/// <summary>
/// One version of a plan. Plans are the installation's, hence a host entity. What somebody has is never changed under
/// them: another version is made, and the operator moves them.
/// </summary>
[Audited(nameof(Key))]
internal sealed class Plan : HostAggregateRoot
{
    private Plan() { }

    public Plan(string key, int version) => (Key, Version) = (key, version);

    /// <summary>The same for all versions; a payment provider's products are matched by it.</summary>
    public string Key { get; private set; } = "";

    public int Version { get; private set; }

    public PlanState State { get; private set; }

    public int Order { get; private set; }

    public string NameEn { get; private set; } = "";

    public string NameZh { get; private set; } = "";

    public string DescriptionEn { get; private set; } = "";

    public string DescriptionZh { get; private set; } = "";

    /// <summary>ISO 4217; prices are in its smallest unit.</summary>
    public string Currency { get; private set; } = "";

    public long SeatMonthly { get; private set; }

    public long SeatYearly { get; private set; }

    public long FixedMonthly { get; private set; }

    public long FixedYearly { get; private set; }

    public int TrialDays { get; private set; }

    /// <summary>JSON: feature → value.</summary>
    public string Features { get; private set; } = "{}";

    /// <exception cref="BusinessException">A currency that there is not, a price below nothing, a value that is none.</exception>
    public void Change(SavePlanInput input, FeatureDefinitions features)
    {
        var currency = input.Currency.Trim().ToUpperInvariant();
        if (!Money.IsCurrency(currency))
        {
            throw new BusinessException(TenantsErrorCodes.UnknownCurrency).WithData("Currency", input.Currency);
        }

        if (Math.Min(Math.Min(input.SeatMonthly, input.SeatYearly), Math.Min(input.FixedMonthly, input.FixedYearly)) < 0)
        {
            throw new BusinessException(TenantsErrorCodes.PriceNegative);
        }

        foreach (var (name, value) in input.Features)
        {
            Check(name, value, features);
        }

        (Order, TrialDays, Currency) = (input.Order, input.TrialDays, currency);
        (NameEn, NameZh) = (input.NameEn.Trim(), input.NameZh.Trim());
        (DescriptionEn, DescriptionZh) = (input.DescriptionEn.Trim(), input.DescriptionZh.Trim());
        (SeatMonthly, SeatYearly) = (input.SeatMonthly, input.SeatYearly);
        (FixedMonthly, FixedYearly) = (input.FixedMonthly, input.FixedYearly);
        Features = JsonSerializer.Serialize(input.Features.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary());
    }

    public void Become(PlanState state) => State = state;

    public SavePlanInput ToInput() =>
        new()
        {
            Id = Id,
            Key = Key,
            Order = Order,
            NameEn = NameEn,
            NameZh = NameZh,
            DescriptionEn = DescriptionEn,
            DescriptionZh = DescriptionZh,
            Currency = Currency,
            SeatMonthly = SeatMonthly,
            SeatYearly = SeatYearly,
            FixedMonthly = FixedMonthly,
            FixedYearly = FixedYearly,
            TrialDays = TrialDays,
            Features = Values(),
        };

    public Dictionary<string, string> Values() => JsonSerializer.Deserialize<Dictionary<string, string>>(Features)!;

    private static void Check(string name, string value, FeatureDefinitions features)
    {
        var feature = features.Find(name) ?? throw new BusinessException(TenantsErrorCodes.UnknownFeature).WithData("Feature", name);
        var isValue =
            feature.Kind == FeatureKind.Switch
                ? value is "true" or "false"
                : value.Length == 0 || long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (!isValue)
        {
            throw new BusinessException(TenantsErrorCodes.FeatureValue).WithData("Feature", name).WithData("Value", value);
        }
    }
}
