import type { AreaRegister } from '../../area/area.register.js';
import type { TaxonomyRegister } from '../../taxonomy/taxonomy.register.js';
import type { Glossary } from './whatsapp-text.js';

/** The words of the registers, in Indonesian. A code that they do not know stands for itself. */
export function glossaryOf(areas: AreaRegister, taxonomy: TaxonomyRegister): Glossary {
  return {
    areaPath: (code) => areas.find(code)?.path ?? [code],
    category: (code) => taxonomy.category(code)?.alleged.id ?? code,
    subcategory: (category, code) => taxonomy.subcategory(category, code)?.name.id ?? code,
    level: (code) => taxonomy.words('levels', code, 'id'),
    severity: (severity) => taxonomy.words('severities', String(severity), 'id'),
    agency: (code, area) => taxonomy.agencyName(code, area, 'id'),
  };
}
